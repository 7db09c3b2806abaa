package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.ConditionalTable;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.TableEngine;
import dev.latchkey.spi.Write;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a table engine says when its table fails. */
class TableFaultsTest {
    private final ManualClock clock = new ManualClock();
    private final MemoryTable rows = new MemoryTable();
    private final StorageEngine sound = new TableEngine(rows.another(), clock::instant);
    private final EngineStage stage = new EngineStage(sound, EngineTime.manual(clock));
    private final FailingTable table = new FailingTable();
    private final StorageEngine engine = new TableEngine(table, clock::instant);

    @Test
    void aRowThatCannotBeReadIsSurelyNotChanged() {
        Session session = stage.session(stage.profile(), stage.server());
        table.unread = name -> name.startsWith("p/");
        assertThat(commit(session)).isInstanceOf(Outcome.NotDone.class);
        assertThat(engine.read(List.of(session.profile())).get(0)).isInstanceOf(Outcome.NotDone.class);
        table.unread = name -> name.startsWith("s/");
        assertThat(open(session, new Open.Try())).isInstanceOf(Outcome.NotDone.class);
        assertThat(stage.head(session.profile()).version()).isZero();
    }

    @Test
    void aPutWithoutAReplyIsUnknownAndRecognisedLater() {
        Session session = stage.session(stage.profile(), stage.server());
        table.unheard = name -> name.startsWith("p/");
        assertThat(commit(session)).isInstanceOf(Outcome.Unknown.class);
        assertThat(stage.head(session.profile()).version()).isEqualTo(1);
    }

    @Test
    void aSessionIsNotStolenWhereItsOwnerCouldNotBeTold() {
        Session session = stage.session(stage.profile(), stage.server());
        table.unheard = name -> name.equals("s/" + session.server());
        assertThat(open(session, new Open.Steal(session.token()))).isInstanceOf(Outcome.NotDone.class);
        assertThat(stage.head(session.profile()).heldBy(session.server(), session.claim()))
                .isTrue();
        assertThat(stage.renewed(session.server(), 0, 0).taken()).isEmpty();
    }

    @Test
    void aWantedThatCouldNotBeListedIsListedByTheNextPoll() {
        Session session = stage.session(stage.profile(), stage.server());
        Open ask = new Open(session.profile(), stage.server(), stage.id(), new Open.Ask(0));
        table.refused = name -> name.equals("s/" + session.server());
        assertThat(engine.open(List.of(ask)).get(0)).isInstanceOf(Outcome.Done.class);
        assertThat(stage.renewed(session.server(), 0, 0).wanted()).isEmpty();
        table.refused = name -> false;
        assertThat(engine.open(List.of(ask)).get(0)).isInstanceOf(Outcome.Done.class);
        assertThat(stage.renewed(session.server(), 1, 0).wanted()).hasSize(1);
    }

    private Outcome<CommitReply> commit(Session session) {
        Commit commit = Commit.of(stage.id(), session.server(), session.write(text("x"), new Write.Keep()));
        return engine.commit(List.of(commit)).get(0);
    }

    private Outcome<OpenReply> open(Session session, Open.Mode mode) {
        return engine.open(List.of(new Open(session.profile(), stage.server(), stage.id(), mode)))
                .get(0);
    }

    private final class FailingTable implements ConditionalTable {
        private Predicate<String> unread = name -> false;
        private Predicate<String> unheard = name -> false;
        private Predicate<String> refused = name -> false;

        @Override
        public Outcome<Optional<Row>> read(String name) {
            return unread.test(name) ? Outcome.unknown("read timed out", null) : rows.read(name);
        }

        @Override
        public Outcome<Boolean> put(String name, byte[] value, @Nullable String expected) {
            if (refused.test(name)) {
                return Outcome.notDone("no connection", null);
            }
            Outcome<Boolean> put = rows.put(name, value, expected);
            return unheard.test(name) ? Outcome.unknown("put timed out", null) : put;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
