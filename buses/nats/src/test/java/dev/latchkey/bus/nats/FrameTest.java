package dev.latchkey.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrameTest {
    @Test
    void a_message_comes_back_as_it_was() {
        for (int length : new int[] {0, 1, 4_096, Frame.MOST}) {
            byte[] message = new byte[length];
            Arrays.fill(message, (byte) -3);
            assertThat(Frame.read(Frame.of(message))).isEqualTo(message);
        }
    }

    @Test
    void whatever_is_changed_or_cut_is_no_frame() {
        byte[] frame = Frame.of(new byte[] {1, 2, 3, 4, 5});
        for (int at = 0; at < frame.length; at++) {
            byte[] changed = frame.clone();
            changed[at] ^= 16;
            assertThat(Frame.read(changed)).as("byte " + at).isNull();
            assertThat(Frame.read(Arrays.copyOf(frame, at))).as("length " + at).isNull();
        }
        assertThat(Frame.read(Arrays.copyOf(frame, frame.length + 1))).isNull();
    }

    @Test
    void garbage_and_what_is_too_long_are_no_frames() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] garbage = new byte[random.nextInt(100)];
            random.nextBytes(garbage);
            assertThat(Frame.read(garbage)).isNull();
        }
        assertThat(Frame.read(Frame.of(new byte[Frame.MOST + 1]))).isNull();
    }
}
