package dev.latchkey.engine.table;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Scan;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.DatesContract;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.GroupContract;
import dev.latchkey.testkit.HistoryContract;
import dev.latchkey.testkit.HousekeepingContract;
import dev.latchkey.testkit.InspectionContract;
import dev.latchkey.testkit.ItemsContract;
import dev.latchkey.testkit.MailContract;
import dev.latchkey.testkit.ManualClock;
import dev.latchkey.testkit.OrphanShelfContract;
import dev.latchkey.testkit.RelocationContract;
import dev.latchkey.testkit.Session;
import dev.latchkey.testkit.SingleProfileContract;
import dev.latchkey.testkit.TagsContract;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The contract of storage engines on a table that has no clock, and recalls rows that are not so any more. */
final class WithoutClockTest extends SingleProfileContract
        implements GroupContract,
                DatesContract,
                InspectionContract,
                OrphanShelfContract,
                MailContract,
                ItemsContract,
                HistoryContract,
                TagsContract,
                HousekeepingContract,
                RelocationContract {
    private final ManualClock clock = new ManualClock();
    private final AtomicLong ticks = new AtomicLong();
    private final MemoryTransactions table = new MemoryTransactions((ManualClock) null);
    private final InstantSource dates = () -> clock.instant().plus(ticks.incrementAndGet(), ChronoUnit.MICROS);

    @Override
    protected StorageEngine open() {
        return new TransactionalEngine(new ForgetfulRecall(table.another()), dates, most -> most / 2, Optional.empty());
    }

    @Override
    protected EngineTime time(StorageEngine engine) {
        return EngineTime.manual(clock);
    }

    @Test
    void leasesAreUnknownWithoutAClockHoweverMuchTimePasses() {
        Session session = stage().session(stage().profile(), stage().server());
        stage().pass(100);
        var held = EngineStage.held(stage().tryOpen(session.profile(), stage().server(), stage().id()));
        assertThat(held.owner().lease()).isEqualTo(OpenReply.Lease.UNKNOWN);
        stage().renewed(session.server(), 0, 0);
    }

    @Test
    void sessionsAreNotCountedSinceEachWouldWriteTheSameRow() {
        Session session = stage().session(stage().profile(), stage().server());
        stage().open(session.profile(), stage().server(), stage().id(), new Open.Ask(0));
        stage().applied(session, text("x"), new Write.Release());
        for (String counts : List.of("owned", "waits")) {
            assertThat(table.read(List.of(new Scan(counts, "", "", 1, false))))
                    .isEqualTo(Outcome.done(new Found(null, List.of(List.of()))));
        }
    }

    @Test
    void aWriteByRecalledRowsTakesNoReading() {
        ForgetfulRecall recalling = new ForgetfulRecall(table.another());
        StorageEngine engine = new TransactionalEngine(recalling, dates, most -> most / 2, Optional.empty());
        EngineStage stage = new EngineStage(engine, EngineTime.manual(clock));
        Session session = stage.session(stage.profile(), stage.server());
        Session wrong = new Session(session.profile(), session.server(), session.claim(), session.token(), 7);
        long before = recalling.reads();
        assertThat(stage.commit(Commit.of(stage.id(), session.server(), wrong.write(null, new Write.Keep()))))
                .isInstanceOf(CommitReply.Refused.class);
        assertThat(recalling.reads() - before).isEqualTo(1);
        stage.applied(session, text("a"), new Write.Keep());
        assertThat(recalling.reads() - before).isEqualTo(1);
        // Now what it recalls is old, and only costs a reading.
        Session later = new Session(session.profile(), session.server(), session.claim(), session.token(), 1);
        stage.applied(later, text("b"), new Write.Release());
        assertThat(recalling.reads() - before).isEqualTo(2);
        engine.close();
    }
}
