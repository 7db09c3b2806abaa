/** A storage engine in memory. */
module dev.latchkey.engine.memory {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;

    exports dev.latchkey.engine.memory;

    provides dev.latchkey.spi.EngineProvider with
            dev.latchkey.engine.memory.MemoryProvider;
}
