/** What message buses have in common. Not for users: its types may change with any release. */
@SuppressWarnings("module") // those that it is for are built after it
module dev.latchkey.bus.queue {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;

    exports dev.latchkey.bus.queue to
            dev.latchkey.bus.nats,
            dev.latchkey.engine.redis;
}
