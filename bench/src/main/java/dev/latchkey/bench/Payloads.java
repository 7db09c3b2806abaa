package dev.latchkey.bench;

import dev.latchkey.spi.CodecProvider;
import dev.latchkey.spi.Payload;
import java.util.ServiceLoader;

/** Encoded forms of what is stored. */
public final class Payloads {
    private Payloads() {}

    /** A player, by the default codec. */
    public static Payload player() {
        var codec = ServiceLoader.load(CodecProvider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the default codec is not on the class path"))
                .codecFor(PlayerData.class);
        return new Payload(codec.encode(PlayerData.fresh()), codec.name(), 0, codec.text());
    }

    /** Plain bytes. */
    static Payload plain(int size) {
        return new Payload(new byte[size], "bytes", 0, false);
    }
}
