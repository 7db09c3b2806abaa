package dev.latchkey.bench.engines;

/** Somebody's servers on one database, that lock, load, change, save and unlock. Thread-safe. */
interface Peer extends AutoCloseable {
    /** Takes a profile on a server: the lock, and then its data; waits for whoever has it. */
    Held take(int server, String key) throws Exception;

    @Override
    void close() throws Exception;

    /** A profile that was taken. Of the thread that took it. */
    @FunctionalInterface
    interface Held {
        /** Changes it, saves it and gives it up. */
        void give() throws Exception;
    }
}
