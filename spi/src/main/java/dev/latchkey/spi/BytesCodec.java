package dev.latchkey.spi;

/**
 * The codec of profiles that are plain bytes: stores them as they are, name {@code bytes}. Nothing is
 * copied: an array that was given to {@code encode} or came from {@code decode} is shared with the
 * library, and whoever wants to change it copies it first. Thread-safe.
 */
public final class BytesCodec implements Codec<byte[]> {
    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public boolean text() {
        return false;
    }

    @Override
    public byte[] encode(byte[] value) {
        return value;
    }

    @Override
    public byte[] decode(byte[] bytes) {
        return bytes;
    }
}
