package dev.latchkey.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Copies of a store, and the journal of its changes: what the simulator rests on. */
class MemoryForkTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Id SERVER = new Id(0, 1);
    private static final Id CLAIM = new Id(0, 2);
    private static final ProfileId ADA = new ProfileId("players", "ada");

    private final List<Journal.Change> changes = new ArrayList<>();
    private final List<ServerRow> rows = new ArrayList<>();
    private final MemoryEngine engine = MemoryEngine.builder()
            .clock(() -> NOW)
            .journal(new Journal() {
                @Override
                public void changed(Change change) {
                    changes.add(change);
                }

                @Override
                public void serverChanged(@Nullable ServerRow before, @Nullable ServerRow after) {
                    if (after != null) {
                        rows.add(after);
                    }
                }
            })
            .build();

    private void openAda() {
        var registered = engine.register(new Registration(SERVER, "server", Duration.ofSeconds(15)));
        var opened = engine.open(List.of(new Open(ADA, SERVER, CLAIM, new Open.Try())));
        assertThat(List.of(registered, opened.get(0)).toString())
                .contains("fresh=true")
                .contains("Granted");
    }

    private static void save(MemoryEngine engine, Id write) {
        Write keep = new Write(ADA, new Fence(1, CLAIM, 0), null, new Write.Keep());
        assertThat(engine.commit(List.of(Commit.of(write, SERVER, keep))).toString())
                .contains("Applied");
    }

    @Test
    void aForkAndItsOriginGoTheirOwnWays() {
        openAda();
        MemoryEngine fork = engine.fork();
        save(engine, new Id(0, 3));
        assertThat(fork.records().get(ADA)).isNotEqualTo(engine.records().get(ADA));
        save(fork, new Id(0, 3));
        assertThat(fork.records()).isEqualTo(engine.records());
        assertThat(fork.serverRows()).isEqualTo(engine.serverRows());
        assertThat(fork.edit(List.of(new Edit(ADA, new Id(0, 4), 1, 1, null, "operator")))
                        .toString())
                .contains("applied=true");
        assertThat(fork.losses().get(SERVER)).hasSize(1);
        assertThat(engine.losses()).isEmpty();
        fork.close();
        assertThat(engine.read(List.of(ADA)).toString()).contains("Done");
    }

    @Test
    void theJournalSeesEachChangeInOrderAndNothingElse() {
        openAda();
        openAdaAgain();
        save(engine, new Id(0, 3));
        assertThat(rows).extracting(ServerRow::server).containsExactly(SERVER);
        assertThat(changes).extracting(Journal.Change::verb).containsExactly(Journal.Verb.OPEN, Journal.Verb.COMMIT);
        assertThat(changes).extracting(Journal.Change::id).containsExactly(CLAIM, new Id(0, 3));
        assertThat(changes.get(0).before()).isNull();
        assertThat(changes.get(1).before()).isEqualTo(changes.get(0).after());
        assertThat(changes.get(1).after()).isEqualTo(engine.records().get(ADA));
    }

    private void openAdaAgain() {
        assertThat(engine.open(List.of(new Open(ADA, SERVER, CLAIM, new Open.Try())))
                        .toString())
                .contains("RECOGNISED");
    }
}
