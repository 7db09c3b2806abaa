package dev.latchkey.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a discarded letter frees where the rules have let one of its items go elsewhere meanwhile. */
class MemoryDiscardTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ProfileId ADA = new ProfileId("players", "ada");
    private static final ProfileId BOB = new ProfileId("players", "bob");

    private final MemoryEngine engine = MemoryEngine.builder()
            .clock(() -> NOW)
            .effectRules(new EffectRules() {
                @Override
                protected boolean isUnique() {
                    return false;
                }
            })
            .build();

    @Test
    void onlyWhatIsInTheLetterIsFreed() {
        Payload content = new Payload(new byte[0], "json", 1, true);
        engine.post(List.of(
                new Letter(BOB, "m1", "gift", content, "test", List.of("sword", "bow"), null, 9, "no handler")));
        Effects effects = new Effects(List.of(), List.of(), List.of("sword"), List.of(), null);
        Write write = new Write(ADA, Fence.NONE, null, new Write.Keep(), effects);
        engine.commit(List.of(Commit.of(new Id(0, 1), new Id(0, 2), write)));
        assertThat(engine.discard(BOB, "m1")).isEqualTo(Outcome.done(true));
        assertThat(engine.holdings()).isEqualTo(Map.of("sword", new Holding("sword", new Place.InProfile(ADA), NOW)));
    }
}
