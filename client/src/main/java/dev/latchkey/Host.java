package dev.latchkey;

/**
 * The clocks and threads that a server runs on. {@link #SYSTEM} is the machine's; the testkit has one whose
 * time is turned by hand. Thread-safe.
 */
public interface Host {
    /** The machine's clocks, platform threads for the store, virtual threads for callbacks. */
    Host SYSTEM = new SystemHost();

    /** Monotonic clock in nanoseconds from anywhere. */
    long monotonic();

    /** Wall clock in nanoseconds of the epoch. */
    long wall();

    /** Runs a call to the store, at once and aside. */
    void runStoreCall(Runnable call);

    /** Runs code of the game, at once and aside. */
    void runCallback(Runnable callback);

    /** Makes an alarm that is not set. */
    Alarm alarm(Runnable ring);

    /** Rings once each time it was set. */
    interface Alarm extends AutoCloseable {
        /** Sets it to ring at this monotonic time instead of any other; {@link Long#MAX_VALUE} for never. */
        void set(long at);

        /** Never rings again. */
        @Override
        void close();
    }
}
