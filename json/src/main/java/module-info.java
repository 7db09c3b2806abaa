/** The default codec. */
module dev.latchkey.json {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
    requires tools.jackson.databind;
}
