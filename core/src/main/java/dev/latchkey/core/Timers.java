package dev.latchkey.core;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is to happen later, by the monotonic clock; equal times in the order in which they were set. */
final class Timers {
    /** Something that happens once, unless cancelled. */
    final class Timer implements Comparable<Timer> {
        final long at;
        private final long order;
        private @Nullable Runnable action;

        private Timer(long at, long order, Runnable action) {
            this.at = at;
            this.order = order;
            this.action = action;
        }

        /** It will not happen. */
        void cancel() {
            if (action != null) {
                action = null;
                cancelled++;
            }
        }

        boolean pending() {
            return action != null;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(order);
        }
    }

    private static final int MOST_CANCELLED = 256;

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private long order;
    /** At least as many as are cancelled and still in the queue. */
    private int cancelled;

    Timer at(long at, Runnable action) {
        forgetCancelled();
        Timer timer = new Timer(at, order++, action);
        queue.add(timer);
        return timer;
    }

    /** Once they are the most: a load's patience is cancelled long before it is over, and loads are many. */
    private void forgetCancelled() {
        if (cancelled > MOST_CANCELLED && cancelled > queue.size() / 2) {
            queue.removeIf(timer -> !timer.pending());
            cancelled = 0;
        }
    }

    int size() {
        return queue.size();
    }

    /** {@link Long#MAX_VALUE} for never. */
    long next() {
        dropCancelled();
        Timer first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.at;
    }

    /** Runs what is due. */
    void run(long now) {
        for (Timer first = queue.peek(); first != null && first.at <= now; first = queue.peek()) {
            queue.remove();
            Runnable action = first.action;
            first.action = null;
            if (action != null) {
                action.run();
            }
        }
    }

    static boolean isSet(@Nullable Timer timer) {
        return timer != null && timer.pending();
    }

    /** How far away each is, in order. */
    void describe(StringBuilder text, long now) {
        queue.stream()
                .filter(Timer::pending)
                .sorted()
                .forEach(timer -> text.append('@').append(timer.at - now));
    }

    private void dropCancelled() {
        for (Timer first = queue.peek(); first != null && !first.pending(); first = queue.peek()) {
            queue.remove();
        }
    }
}
