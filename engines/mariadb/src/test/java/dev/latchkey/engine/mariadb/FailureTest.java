package dev.latchkey.engine.mariadb;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.engine.sql.Dialect.Failure;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Done, surely not done, unknown: what a failure of the server comes to. */
final class FailureTest {
    private final String database = Server.database();
    private final MariadbEngine engine = open("pool=2");
    private final EngineStage stage = new EngineStage(engine, new TurnedTime(database));

    private MariadbEngine open(String options) {
        return MariadbEngine.open(
                StoreUrl.parse(Server.url(database).text().replace("pool=12", options)), TurnedTime.CLOCK);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Commit commit(Session session) {
        return Commit.of(stage.id(), session.server(), session.write(text("1"), new Write.Keep()));
    }

    private Outcome<CommitReply> save(Session session) {
        return save(engine, session);
    }

    private Outcome<CommitReply> save(MariadbEngine by, Session session) {
        return by.commit(List.of(commit(session))).get(0);
    }

    /** Locks a profile's row, until the connection is closed. */
    private Connection holding(Session session) throws SQLException {
        Connection holder = Server.connect(database);
        holder.setAutoCommit(false);
        holder.createStatement()
                .executeQuery("SELECT 1 FROM latchkey_profile WHERE profile_key = '"
                        + session.profile().key() + "' FOR UPDATE")
                .close();
        return holder;
    }

    @Test
    void a_statement_that_takes_too_long_is_surely_not_done_and_leaves_no_lock() throws SQLException {
        Session session = stage.session(stage.saved("0"), stage.server());
        Session other = stage.session(stage.saved("0"), session.server());
        try (MariadbEngine hasty = open("pool=2&timeout=1000")) {
            try (Connection holder = holding(session)) {
                assertThat(save(hasty, session))
                        .isInstanceOfSatisfying(
                                Outcome.NotDone.class,
                                notDone ->
                                        assertThat(notDone.failure().message()).contains("took too long"));
                holder.rollback();
            }
            assertThat(stage.record(session.profile()).payload()).isEqualTo(text("0"));
            for (int i = 0; i < 3; i++) {
                // On each connection of the pool: none of them is in a transaction still.
                assertThat(save(hasty, i == 0 ? session : other)).isInstanceOf(Outcome.Done.class);
            }
        }
    }

    @Test
    void what_a_batch_had_written_before_it_failed_is_undone() throws SQLException {
        Session first = stage.session(stage.saved("0"), stage.server());
        Session second = stage.session(stage.saved("0"), first.server());
        assertThat(first.profile()).isLessThan(second.profile());
        Server.run(
                database,
                "CREATE TRIGGER full BEFORE UPDATE ON latchkey_profile FOR EACH ROW IF NEW.profile_key = '"
                        + second.profile().key() + "' THEN SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1114; END IF");
        List<Outcome<CommitReply>> outcomes = engine.commit(List.of(commit(first), commit(second)));
        assertThat(outcomes).hasOnlyElementsOfType(Outcome.NotDone.class);
        for (int i = 0; i < 3; i++) {
            // On each connection of the pool: a transaction that was left open would be committed by the next one.
            Session other = stage.session(stage.saved("0"), first.server());
            assertThat(save(other)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(stage.record(first.profile()).payload()).isEqualTo(text("0"));
    }

    @Test
    void a_connection_that_is_cut_in_a_write_leaves_it_unknown_and_the_next_one_goes_on() {
        Session session = stage.session(stage.saved("0"), stage.server());
        // The server cuts the connection of whoever saves, as if the reply were lost.
        Server.run(
                database,
                "CREATE TRIGGER cut BEFORE UPDATE ON latchkey_profile FOR EACH ROW KILL CONNECTION CONNECTION_ID()");
        assertThat(save(session)).isInstanceOf(Outcome.Unknown.class);
        Server.run(database, "DROP TRIGGER cut");
        assertThat(save(session)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_deadlock_is_undone_by_the_database_and_tried_again() {
        Session session = stage.session(stage.saved("0"), stage.server());
        Server.run(
                database,
                "CREATE TABLE met (times int NOT NULL) ENGINE = Aria",
                "INSERT INTO met VALUES (0)",
                "CREATE TRIGGER meet BEFORE UPDATE ON latchkey_profile FOR EACH ROW BEGIN UPDATE met SET times ="
                        + " times + 1; IF (SELECT times FROM met) < 4 THEN SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO ="
                        + " 1213; END IF; END");
        assertThat(save(session)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_server_that_cannot_be_reached_has_surely_done_nothing() {
        String nowhere = Server.url(database).text().replace(":" + Server.port(), ":1") + "&timeout=300";
        assertThatThrownBy(() -> MariadbEngine.open(StoreUrl.parse(nowhere)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be reached");
        Session session = stage.session(stage.saved("0"), stage.server());
        engine.close();
        assertThat(save(session)).isInstanceOf(Outcome.NotDone.class);
    }

    @Test
    void only_what_the_server_says_it_has_undone_is_surely_not_done() {
        MariadbDialect dialect = new MariadbDialect("0");
        for (int undone : List.of(1205, 1969, 3024, 1317, 1021, 1114, 1290, 1836)) {
            assertThat(dialect.failure(new SQLException("x", "HY000", undone)))
                    .as("%s", undone)
                    .isEqualTo(Failure.SURELY_NOT);
        }
        assertThat(dialect.failure(new SQLException("x", "42S02", 1146))).isEqualTo(Failure.SURELY_NOT);
        assertThat(dialect.failure(new SQLException("x", "22001", 1406))).isEqualTo(Failure.SURELY_NOT);
        for (int again : List.of(1213, 1020, 1062)) {
            assertThat(dialect.failure(new SQLException("x", "23000", again)))
                    .as("%s", again)
                    .isEqualTo(Failure.TRY_AGAIN);
        }
        // Connections that broke or were killed, the server's end, errors of its own.
        for (int unknown : List.of(1053, 1927, 1030, 1105, 1180)) {
            assertThat(dialect.failure(new SQLException("x", "HY000", unknown)))
                    .as("%s", unknown)
                    .isEqualTo(Failure.UNKNOWN);
        }
        assertThat(dialect.failure(new SQLException("x", "08000"))).isEqualTo(Failure.UNKNOWN);
        assertThat(dialect.failure(new SQLException("x"))).isEqualTo(Failure.UNKNOWN);
    }
}
