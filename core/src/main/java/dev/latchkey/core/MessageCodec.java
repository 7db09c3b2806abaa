package dev.latchkey.core;

import org.jspecify.annotations.Nullable;

/** Bytes of a {@link Message} on the bus. Thread-safe: no state. */
public final class MessageCodec {
    private MessageCodec() {}

    /** The bytes of a message. */
    public static byte[] encode(Message message) {
        return new byte[0];
    }

    /** The message in these bytes; null where they hold none: what comes over a bus may be anything. */
    public static @Nullable Message decode(byte[] bytes) {
        return null;
    }
}
