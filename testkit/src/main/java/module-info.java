/** Contracts for engines and buses, manual time, faulty engine. */
module dev.latchkey.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey;
    requires transitive dev.latchkey.spi;
    requires transitive dev.latchkey.engine.memory;
    requires dev.latchkey.bus.local;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires java.logging;
    requires jdk.management;

    exports dev.latchkey.testkit;
}
