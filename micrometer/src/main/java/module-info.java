/** Metrics through Micrometer. */
module dev.latchkey.micrometer {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey;
    requires transitive micrometer.core;

    exports dev.latchkey.micrometer;
}
