package dev.latchkey.engine.postgres;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.engine.sql.Dialect.Failure;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Outcome;
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
    private final String schema = Server.schema();
    private final PostgresEngine engine = PostgresEngine.open(Server.url(schema));
    private final EngineStage stage = new EngineStage(engine, new TurnedTime(schema));

    @AfterEach
    void close() {
        engine.close();
    }

    private Outcome<CommitReply> save(Session session) {
        return save(engine, session);
    }

    private Outcome<CommitReply> save(PostgresEngine by, Session session) {
        return by.commit(List.of(Commit.of(stage.id(), session.server(), session.write(text("1"), new Write.Keep()))))
                .get(0);
    }

    @Test
    void a_statement_that_takes_too_long_is_surely_not_done() throws SQLException {
        Session session = stage.session(stage.saved("0"), stage.server());
        try (PostgresEngine hasty =
                        PostgresEngine.open(StoreUrl.parse(Server.url(schema).text() + "&timeout=300"));
                Connection other = Server.connect(schema)) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE latchkey_profile IN ACCESS EXCLUSIVE MODE");
            assertThat(save(hasty, session))
                    .isInstanceOfSatisfying(
                            Outcome.NotDone.class,
                            notDone -> assertThat(notDone.failure().message()).contains("took too long", "57014"));
            other.rollback();
        }
        assertThat(stage.record(session.profile()).payload()).isEqualTo(text("0"));
        assertThat(save(session)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_connection_that_is_cut_in_a_write_leaves_it_unknown_and_the_next_one_goes_on() throws SQLException {
        Session session = stage.session(stage.saved("0"), stage.server());
        // The server cuts the connection of whoever saves, as if the reply were lost.
        Server.run(
                schema,
                "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'",
                "CREATE TRIGGER cut BEFORE UPDATE ON latchkey_profile FOR EACH ROW EXECUTE FUNCTION cut()");
        assertThat(save(session)).isInstanceOf(Outcome.Unknown.class);
        Server.run(schema, "DROP TRIGGER cut ON latchkey_profile");
        assertThat(save(session)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void only_what_the_server_says_it_has_undone_is_surely_not_done() {
        PostgresDialect dialect = new PostgresDialect();
        for (String undone : List.of("22P02", "42P01", "53100", "57014", "25006")) {
            assertThat(dialect.failure(new SQLException("x", undone)))
                    .as(undone)
                    .isEqualTo(Failure.SURELY_NOT);
        }
        for (String again : List.of("40001", "40P01", "23505")) {
            assertThat(dialect.failure(new SQLException("x", again))).as(again).isEqualTo(Failure.TRY_AGAIN);
        }
        for (String unknown : List.of("08006", "57P01", "57P02", "XX000", "58030", "40003", "")) {
            assertThat(dialect.failure(new SQLException("x", unknown)))
                    .as(unknown)
                    .isEqualTo(Failure.UNKNOWN);
        }
        assertThat(dialect.failure(new SQLException("x"))).isEqualTo(Failure.UNKNOWN);
    }
}
