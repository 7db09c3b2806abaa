package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values as bytes, one after the other: what {@link Writer} wrote, {@link Reader} reads. */
final class Bytes {
    private Bytes() {}

    /** Appends values; grows as needed. */
    static final class Writer {
        private ByteBuffer buffer = ByteBuffer.allocate(256);

        private ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                int size = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
                buffer = ByteBuffer.allocate(size).put(buffer.flip());
            }
            return buffer;
        }

        Writer number(long value) {
            room(8).putLong(value);
            return this;
        }

        Writer flag(boolean value) {
            room(1).put(value ? (byte) 1 : 0);
            return this;
        }

        Writer tag(int value) {
            room(1).put((byte) value);
            return this;
        }

        Writer bytes(byte[] value) {
            room(4 + value.length).putInt(value.length).put(value);
            return this;
        }

        Writer text(String value) {
            return bytes(value.getBytes(StandardCharsets.UTF_8));
        }

        Writer id(Id value) {
            return number(value.high()).number(value.low());
        }

        Writer profile(ProfileId value) {
            return text(value.store()).text(value.key());
        }

        Writer payload(@Nullable Payload value) {
            flag(value != null);
            return value == null
                    ? this
                    : text(value.codec())
                            .number(value.schema())
                            .flag(value.text())
                            .bytes(value.bytes());
        }

        byte[] done() {
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }

    /** Reads values; whatever does not fit is an {@link IllegalArgumentException}. */
    static final class Reader {
        private final ByteBuffer buffer;

        Reader(byte[] bytes) {
            buffer = ByteBuffer.wrap(bytes);
        }

        private ByteBuffer need(int bytes) {
            if (bytes < 0 || buffer.remaining() < bytes) {
                throw new IllegalArgumentException("cut short: at=" + buffer.position() + " needed=" + bytes);
            }
            return buffer;
        }

        long number() {
            return need(8).getLong();
        }

        boolean flag() {
            return need(1).get() != 0;
        }

        int tag() {
            return need(1).get();
        }

        byte[] bytes() {
            int length = need(4).getInt();
            need(length);
            byte[] value = new byte[length];
            buffer.get(value);
            return value;
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        Id id() {
            long high = number();
            return new Id(high, number());
        }

        ProfileId profile() {
            String store = text();
            return new ProfileId(store, text());
        }

        @Nullable
        Payload payload() {
            if (!flag()) {
                return null;
            }
            String codec = text();
            int schema = (int) number();
            boolean text = flag();
            return new Payload(bytes(), codec, schema, text);
        }

        void end() {
            if (buffer.hasRemaining()) {
                throw new IllegalArgumentException("too long: left=" + buffer.remaining());
            }
        }
    }
}
