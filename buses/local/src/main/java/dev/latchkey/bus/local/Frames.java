package dev.latchkey.bus.local;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages on a stream of bytes: two bytes magic, one version, one zero, four length (big-endian), then
 * the message. Each frame is checked by itself, so a stream that is off by a byte is noticed at once.
 */
final class Frames {
    static final int HEADER_BYTES = 8;

    private static final int MAGIC = 0x4C4B;
    private static final int VERSION = 1;
    private static final int PREFIX = MAGIC << 16 | VERSION << 8;

    private Frames() {}

    /** Bytes that these messages take up. */
    static int size(List<byte[]> messages) {
        int size = 0;
        for (byte[] message : messages) {
            size += HEADER_BYTES + message.length;
        }
        return size;
    }

    static void put(byte[] message, ByteBuffer out) {
        out.putInt(PREFIX).putInt(message.length).put(message);
    }

    /** The stream is not ours, or of another version. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** Takes messages from a channel. For one thread. */
    static final class Reader {
        private static final int BUFFER_BYTES = 32 << 10;

        private final ReadableByteChannel channel;
        private final int maxMessageBytes;
        private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).flip();

        Reader(ReadableByteChannel channel, int maxMessageBytes) {
            this.channel = channel;
            this.maxMessageBytes = maxMessageBytes;
        }

        /**
         * Waits for the next message.
         *
         * @return null at the end of the stream
         * @throws MalformedException if what came is no frame, or one that is too long
         */
        byte @Nullable [] next() throws IOException {
            while (in.remaining() < HEADER_BYTES) {
                in.compact();
                int read = channel.read(in);
                in.flip();
                if (read < 0) {
                    return null;
                }
            }
            int prefix = in.getInt();
            int length = in.getInt();
            if (prefix != PREFIX) {
                throw new MalformedException("no frame: begins with 0x" + Integer.toHexString(prefix));
            }
            if (length < 0 || length > maxMessageBytes) {
                throw new MalformedException("frame too long: " + Integer.toUnsignedString(length) + " bytes");
            }
            return message(length);
        }

        private byte[] message(int length) throws IOException {
            byte[] message = new byte[length];
            int here = Math.min(length, in.remaining());
            in.get(message, 0, here);
            ByteBuffer rest = ByteBuffer.wrap(message, here, length - here);
            while (rest.hasRemaining()) {
                if (channel.read(rest) < 0) {
                    throw new EOFException("ends within a frame");
                }
            }
            return message;
        }
    }
}
