package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.TableEngine;
import dev.latchkey.spi.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableEngineTest extends SingleProfileContract {
    private final ManualClock clock = new ManualClock();
    private final MemoryTable table = new MemoryTable();

    @Override
    protected StorageEngine open() {
        return new TableEngine(table.another(), clock::instant);
    }

    @Override
    protected EngineTime time(StorageEngine engine) {
        return EngineTime.manual(clock);
    }

    @Test
    void aCommitOfSeveralProfilesIsRejectedAndLeavesThemAlone() {
        Id server = stage().server();
        Session first = stage().session(stage().profile(), server);
        Session second = stage().session(stage().profile(), server);
        Commit group = new Commit(
                stage().id(),
                server,
                List.of(first.write(null, new Write.Keep()), second.write(null, new Write.Release())));
        var rejected = EngineStage.as(CommitReply.Rejected.class, stage().commit(group));
        assertThat(rejected.profile()).isEqualTo(second.profile());
        assertThat(rejected.reason()).contains("one profile at a time");
        assertThat(stage().head(first.profile()).version()).isZero();
        assertThat(stage().head(second.profile()).version()).isZero();
    }

    @Test
    void leasesAreUnknownWithoutAClock() {
        Session session = stage().session(stage().profile(), stage().server());
        stage().pass(100);
        var held = EngineStage.held(stage().tryOpen(session.profile(), stage().server(), stage().id()));
        assertThat(held.owner().lease()).isEqualTo(OpenReply.Lease.UNKNOWN);
    }

    @Test
    void aStealThatDoesNotHappenIsNotToldToTheOwner() {
        Session session = stage().session(stage().profile(), stage().server());
        Open.Mode stale = new Open.Steal(session.token() - 1);
        stage().open(session.profile(), stage().server(), stage().id(), stale);
        assertThat(stage().renewed(session.server(), 0, 0).taken()).isEmpty();
    }

    @Test
    void aRowOfANewerLayoutIsRefusedAndKept() {
        Id server = stage().id();
        byte[] newer = {99, 1, 2, 3};
        table.put("s/" + server, newer, null);
        var outcome = stage().engine()
                .register(new Registration(server, "server", stage().time().lease()));
        assertThat(outcome).isInstanceOf(Outcome.NotDone.class);
        assertThat(outcome.toString()).contains("newer version").contains("layout=99");
        assertThat(EngineStage.reply(table.read("s/" + server)).orElseThrow().value())
                .isEqualTo(newer);
    }
}
