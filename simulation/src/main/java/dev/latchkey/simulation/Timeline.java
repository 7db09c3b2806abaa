package dev.latchkey.simulation;

import java.util.PriorityQueue;

/** What is to happen, in total order of (true time, order of scheduling). Not thread-safe. */
final class Timeline {
    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long order;
    private long now;

    /** True time in nanoseconds since the start. */
    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        queue.add(new Event(Math.max(time, now), order++, action));
    }

    void in(long delay, Runnable action) {
        at(now + delay, action);
    }

    /** The next event, if it is due by {@code end}; otherwise the time is {@code end} afterwards. */
    boolean step(long end) {
        Event next = queue.peek();
        if (next == null || next.at > end) {
            now = end;
            return false;
        }
        queue.remove();
        now = next.at;
        next.action.run();
        return true;
    }
}
