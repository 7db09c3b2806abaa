package dev.latchkey;

import java.util.function.LongSupplier;

/**
 * Where the library puts its counters, timers and gauges; bring your own, or the one of the {@code
 * micrometer} module. Names are lower case with dots, for example {@code latchkey.loads}. Implementations
 * are thread-safe, quick, and do not throw.
 */
public interface Metrics {
    /** Records nothing. */
    Metrics NONE = new Metrics() {
        @Override
        public void count(String name, long n) {}

        @Override
        public void time(String name, long nanos) {}

        @Override
        public Gauge gauge(String name, LongSupplier value) {
            return () -> {};
        }
    };

    /**
     * Something happened.
     *
     * @param n how often, ≥ 0
     */
    void count(String name, long n);

    /**
     * Something took time.
     *
     * @param nanos how long, ≥ 0
     */
    void time(String name, long nanos);

    /**
     * Something has a level that can be read at any time, until the gauge is closed.
     *
     * @param value called from any thread, quick
     */
    Gauge gauge(String name, LongSupplier value);

    /** A level that is being watched. */
    interface Gauge extends AutoCloseable {
        /** Stops watching. Does not throw; a second call does nothing. */
        @Override
        void close();
    }
}
