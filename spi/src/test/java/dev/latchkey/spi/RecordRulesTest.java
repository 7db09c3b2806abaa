package dev.latchkey.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What no sequence of verbs on a sound store can show: rows that are missing though a record names them. */
class RecordRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Id OWNER = new Id(0, 1);
    private static final Id CLAIM = new Id(0, 2);
    private static final Id SERVER = new Id(0, 3);
    private static final Id LOAD = new Id(0, 4);
    private static final ProfileId ADA = new ProfileId("players", "ada");

    private final RecordRules rules = new RecordRules();
    private final Map<Id, ServerRow> servers =
            Map.of(SERVER, new ServerRow(SERVER, "server", 0, NOW, NOW.plusSeconds(15), false));
    private final ProfileRecord owned = new ProfileRecord(
            ADA,
            new Head(7, OWNER, CLAIM, 3, null, null, List.of(), 0, null),
            null,
            false,
            new Dates(NOW, NOW, NOW),
            null);

    private @Nullable ServerRow server(Id id) {
        return servers.get(id);
    }

    private OpenReply open(Open.Mode mode) {
        return rules.open(owned, new Open(ADA, SERVER, LOAD, mode), this::server, NOW)
                .reply();
    }

    @Test
    void l2_anOwnerWhoseRowIsMissingIsNeverReadAsBuried() {
        var held = (OpenReply.Held) open(new Open.Try());
        assertThat(held.owner()).isEqualTo(new OpenReply.OwnerState(OWNER, "", 0, OpenReply.Lease.UNKNOWN));
        assertThat(held.head()).isEqualTo(owned.head());
    }

    @Test
    void l7_theSessionOfAnOwnerWhoseRowIsMissingIsTakenByAStealAndThatIsALoss() {
        Open steal = new Open(ADA, SERVER, LOAD, new Open.Steal(7));
        var step = rules.open(owned, steal, this::server, NOW);
        assertThat(((OpenReply.Granted) step.reply()).how()).isEqualTo(OpenReply.How.STOLEN);
        assertThat(step.loss()).isEqualTo(new RecordRules.Loss(OWNER, 7, CLAIM, RenewReply.How.STOLEN, "server"));
    }

    @Test
    void s5_anEditTellsAnOwnerWhoseRowIsMissing() {
        var step = rules.edit(owned, new Edit(ADA, LOAD, 7, 3, null, "operator"), this::server, NOW);
        assertThat(step.reply().applied()).isTrue();
        assertThat(step.loss()).isEqualTo(new RecordRules.Loss(OWNER, 7, CLAIM, RenewReply.How.ERASED, "operator"));
    }
}
