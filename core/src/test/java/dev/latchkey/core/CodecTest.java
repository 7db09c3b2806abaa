package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Settlement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes on the bus and in the journal. */
class CodecTest {
    private static final Id ONE = new Id(1, 2);
    private static final Id TWO = new Id(-3, 4);

    private static final List<Message> MESSAGES = List.of(
            new Message.Ask(Town.ADA, 7, ONE, TWO, 3),
            new Message.Heard(Town.ADA, ONE, 5_000_000_000L),
            new Message.Overtaken(Town.ADA, TWO),
            new Message.Withdrawn(Town.ADA, 9, ONE),
            new Message.Grant(Town.ADA, ONE, TWO, 8, 100, new Message.Data(Town.payload("ädä")), true),
            new Message.Grant(Town.ADA, ONE, TWO, 8, 100, new Message.Data(null), false),
            new Message.Grant(Town.ADA, ONE, TWO, 8, 100, null, false),
            new Message.Stolen(Town.ADA, 5, ONE, "lobby"),
            new Message.StolenHeard(Town.ADA, 5),
            new Message.Beat(77),
            new Message.Freeze(Town.ADA, 5, ONE, TWO),
            new Message.Frozen(Town.ADA, ONE, 5, TWO, 6, new Message.Data(Town.payload("ädä"))),
            new Message.Frozen(Town.ADA, ONE, 5, TWO, 6, null),
            new Message.Declined(Town.ADA, ONE, true),
            new Message.Thaw(Town.ADA, ONE, true, 7, new Message.Data(null)),
            new Message.Free(Town.ADA));

    @Test
    void everyMessageComesBackAsItWas() {
        for (Message message : MESSAGES) {
            assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
        }
    }

    @Test
    void whatIsCutShortTooLongOrOfAnotherVersionIsNoMessage() {
        for (Message message : MESSAGES) {
            byte[] bytes = MessageCodec.encode(message);
            for (int length = 0; length < bytes.length; length++) {
                assertThat(MessageCodec.decode(Arrays.copyOf(bytes, length))).isNull();
            }
            assertThat(MessageCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                    .isNull();
            bytes[0]++;
            assertThat(MessageCodec.decode(bytes)).isNull();
        }
    }

    @Test
    void effectsComeBackAsTheyWere() {
        Effects plain =
                new Effects(List.of(Settlement.done("m1")), List.of(), List.of("sword"), List.of(), Occasion.PACE);
        for (Effects effects : List.of(
                Effects.NONE, plain, plain.with(Map.of("user", "7", "guild", "é")), Effects.NONE.with(Map.of()))) {
            Bytes.Writer out = new Bytes.Writer();
            CommitCodec.effects(out, effects);
            Bytes.Reader in = new Bytes.Reader(out.done());
            assertThat(CommitCodec.effects(in)).isEqualTo(effects);
            in.end();
        }
    }

    @Test
    void aDamagedJournalIsRefused() {
        byte[] bytes = JournalCodec.encode(List.of());
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> JournalCodec.decode(damaged)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(JournalCodec.decode(bytes)).isEmpty();
    }
}
