/** The protocol as a pure state machine. */
module dev.latchkey.core {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;

    exports dev.latchkey.core;
}
