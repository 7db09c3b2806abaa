/** A message bus on NATS. */
module dev.latchkey.bus.nats {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
    requires dev.latchkey.bus.queue;
    requires io.nats.jnats;

    exports dev.latchkey.bus.nats;

    provides dev.latchkey.spi.BusProvider with
            dev.latchkey.bus.nats.NatsBusProvider;
}
