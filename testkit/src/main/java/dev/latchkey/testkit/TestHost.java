package dev.latchkey.testkit;

import dev.latchkey.Host;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The machine of one server in a {@link TestNetwork}: its time is the network's, and it can stop. Thread-safe. */
final class TestHost implements Host {
    private enum Condition {
        RUNNING,
        PAUSED,
        CRASHED
    }

    private final ManualClock clock;
    private final Work work;
    private final String name;
    private final List<TestAlarm> alarms = new ArrayList<>();
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private Condition condition = Condition.RUNNING;

    TestHost(String name, ManualClock clock, Work work) {
        this.name = name;
        this.clock = clock;
        this.work = work;
    }

    @Override
    public long monotonic() {
        return clock.nanos();
    }

    @Override
    public long wall() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public void runStoreCall(Runnable call) {
        run(call);
    }

    @Override
    public void runCallback(Runnable callback) {
        run(callback);
    }

    /** Runs something on this machine: at once, when it is resumed, or never. */
    void run(Runnable task) {
        synchronized (this) {
            if (condition == Condition.PAUSED) {
                held.add(task);
            }
            if (condition != Condition.RUNNING) {
                return;
            }
        }
        work.start(name, task);
    }

    synchronized void pause() {
        condition = condition == Condition.CRASHED ? condition : Condition.PAUSED;
    }

    void resume() {
        List<Runnable> tasks;
        synchronized (this) {
            if (condition != Condition.PAUSED) {
                return;
            }
            condition = Condition.RUNNING;
            tasks = List.copyOf(held);
            held.clear();
        }
        tasks.forEach(task -> work.start(name, task));
    }

    synchronized void crash() {
        condition = Condition.CRASHED;
        held.clear();
        alarms.clear();
    }

    synchronized boolean isCrashed() {
        return condition == Condition.CRASHED;
    }

    @Override
    public synchronized Alarm alarm(Runnable ring) {
        TestAlarm alarm = new TestAlarm(ring);
        alarms.add(alarm);
        return alarm;
    }

    /** When the next alarm is due; {@link Long#MAX_VALUE} for never, or not while it stands still. */
    synchronized long nextAlarm() {
        return condition == Condition.RUNNING
                ? alarms.stream().mapToLong(alarm -> alarm.at).min().orElse(Long.MAX_VALUE)
                : Long.MAX_VALUE;
    }

    /** Rings what is due. */
    void ring(long now) {
        List<TestAlarm> due;
        synchronized (this) {
            due = condition == Condition.RUNNING
                    ? alarms.stream().filter(alarm -> alarm.at <= now).toList()
                    : List.of();
            due.forEach(alarm -> alarm.at = Long.MAX_VALUE);
        }
        due.forEach(alarm -> run(alarm.ring));
    }

    private final class TestAlarm implements Alarm {
        private final Runnable ring;
        private volatile long at = Long.MAX_VALUE;

        TestAlarm(Runnable ring) {
            this.ring = ring;
        }

        @Override
        public void set(long time) {
            at = time;
        }

        @Override
        public void close() {
            synchronized (TestHost.this) {
                alarms.remove(this);
            }
        }
    }
}
