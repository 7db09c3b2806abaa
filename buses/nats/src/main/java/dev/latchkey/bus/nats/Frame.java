package dev.latchkey.bus.nats;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is on its way: two letters, a version, a checksum, the message. Whoever may publish may send anything, so
 * what is no frame is not heard.
 */
final class Frame {
    /** The longest message. */
    static final int MOST = 256 * 1024;

    /** Before the message. */
    static final int HEAD = 8;

    private static final byte[] MARK = {'L', 'K', 'B', 1};

    private Frame() {}

    static byte[] of(byte[] message) {
        return ByteBuffer.allocate(HEAD + message.length)
                .put(MARK)
                .putInt(sum(message))
                .put(message)
                .array();
    }

    /** The message in a frame; null where there is none. */
    static byte @Nullable [] read(byte[] frame) {
        if (frame.length < HEAD || frame.length > HEAD + MOST) {
            return null;
        }
        ByteBuffer from = ByteBuffer.wrap(frame);
        for (byte each : MARK) {
            if (from.get() != each) {
                return null;
            }
        }
        int sum = from.getInt();
        byte[] message = new byte[from.remaining()];
        from.get(message);
        return sum(message) == sum ? message : null;
    }

    private static int sum(byte[] message) {
        CRC32C sum = new CRC32C();
        sum.update(message);
        return (int) sum.getValue();
    }
}
