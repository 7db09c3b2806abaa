/** Message buses within a process and within a machine. */
module dev.latchkey.bus.local {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;

    exports dev.latchkey.bus.local;

    provides dev.latchkey.spi.BusProvider with
            dev.latchkey.bus.local.InProcessBusProvider,
            dev.latchkey.bus.local.SocketBusProvider;
}
