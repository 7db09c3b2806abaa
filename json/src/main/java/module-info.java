/** The default codec. */
module dev.latchkey.json {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
    requires transitive tools.jackson.databind;
    requires com.fasterxml.jackson.annotation;

    exports dev.latchkey.json;

    provides dev.latchkey.spi.CodecProvider with
            dev.latchkey.json.JsonCodecProvider;
}
