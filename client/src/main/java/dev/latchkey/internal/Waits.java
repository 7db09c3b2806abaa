package dev.latchkey.internal;

import dev.latchkey.Host;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is to happen in a while, by one alarm, which is made with the first of it. Thread-safe. */
final class Waits implements AutoCloseable {
    private record Due(long at, Runnable task) {}

    private final Host host;
    /** Bounded by the calls that wait, each of which is in it once. */
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));

    private Host.@Nullable Alarm alarm;
    private boolean closed;

    Waits(Host host) {
        this.host = host;
    }

    /**
     * Runs a task, which is short and blocks nowhere, on the alarm's thread: then, or at once where all is closed.
     *
     * @param nanos from now
     */
    void after(long nanos, Runnable task) {
        synchronized (this) {
            if (!closed) {
                due.add(new Due(host.monotonic() + nanos, task));
                set();
                return;
            }
        }
        task.run();
    }

    private void set() {
        if (alarm == null) {
            alarm = host.alarm(this::ring);
        }
        Due next = due.peek();
        alarm.set(next == null ? Long.MAX_VALUE : next.at());
    }

    private void ring() {
        List<Due> now = new ArrayList<>();
        synchronized (this) {
            for (Due next = due.peek(); next != null && next.at() <= host.monotonic(); next = due.peek()) {
                now.add(next);
                due.remove(next);
            }
            if (!closed) {
                set();
            }
        }
        now.forEach(each -> each.task().run());
    }

    /** Everything happens now. */
    @Override
    public void close() {
        List<Due> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(due);
            due.clear();
            if (alarm != null) {
                alarm.close();
            }
        }
        rest.forEach(each -> each.task().run());
    }
}
