package dev.latchkey.bench.engines;

/** What many callers save through. Thread-safe. */
interface PostgresSavers extends AutoCloseable {
    /** What is to be saved. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Save(PostgresByHand.Claimed seen, String write, byte[] payload) {}

    /** Returns when it is durable. */
    void save(Save save);

    @Override
    void close() throws Exception;
}
