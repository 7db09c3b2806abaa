/** The public API, and the driver that runs the core. */
module dev.latchkey {
    requires static transitive org.jspecify;
    requires dev.latchkey.core;
    requires transitive dev.latchkey.spi;

    exports dev.latchkey;

    uses dev.latchkey.spi.BusProvider;
    uses dev.latchkey.spi.CodecProvider;
    uses dev.latchkey.spi.EngineProvider;
}
