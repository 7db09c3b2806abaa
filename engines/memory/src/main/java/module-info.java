/** A storage engine in memory. */
module dev.latchkey.engine.memory {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
}
