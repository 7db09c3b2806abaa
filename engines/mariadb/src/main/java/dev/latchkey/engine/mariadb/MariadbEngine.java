package dev.latchkey.engine.mariadb;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.engine.sql.Database;
import dev.latchkey.engine.sql.SqlEngine;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.DurabilityReport;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine on a MariaDB or MySQL database, which any number of servers share. Thread-safe.
 *
 * <p>Leases run by the database's clock. What an acknowledged save survives is the database's to say: {@link #durability}.
 */
@SuppressWarnings("exports") // what it extends is for engines only
public final class MariadbEngine extends SqlEngine implements DurabilityReport {
    private final int maxPayload;
    private final int room;

    private MariadbEngine(Database database, int maxPayload, int room) {
        super(database, maxPayload);
        this.maxPayload = maxPayload;
        this.room = room;
    }

    /**
     * Opens the database of a URL: see {@link MariadbProvider}.
     *
     * @throws StoreException if it cannot be used; the message says what to do
     * @throws IllegalArgumentException if the URL cannot be read, or an option is out of its range
     */
    public static MariadbEngine open(StoreUrl url) {
        return open(url, MariadbDialect.WALL_CLOCK);
    }

    /**
     * The same with another clock.
     *
     * @param clock an expression: whole milliseconds since 1970
     */
    static MariadbEngine open(StoreUrl url, String clock) {
        MariadbSettings settings = MariadbSettings.of(url.options());
        HikariDataSource pool = Pool.of(MariadbAddress.of(url, System::getenv), settings);
        return start(pool, settings, pool, clock);
    }

    /**
     * Opens the database of a pool that stays the caller's. Its connections must be in automatic mode when they are given
     * out, and have the isolation "read committed", {@code max_statement_time} and {@code sql_mode = STRICT_ALL_TABLES} set;
     * the driver is MariaDB's, with {@code allowMultiQueries} and {@code useAffectedRows}.
     *
     * @throws StoreException if it cannot be used; the message says what to do
     */
    public static MariadbEngine open(DataSource pool, MariadbSettings settings) {
        return open(pool, settings, MariadbDialect.WALL_CLOCK);
    }

    /** The same with another clock. */
    static MariadbEngine open(DataSource pool, MariadbSettings settings, String clock) {
        return start(pool, settings, null, clock);
    }

    private static MariadbEngine start(
            DataSource source, MariadbSettings settings, @Nullable AutoCloseable owned, String clock) {
        Database database = new Database(source, new MariadbDialect(clock), owned);
        return switch (new Preparation(settings).run(database)) {
            case Outcome.Done<Preparation.Ready>(Preparation.Ready(String problem, int room))
            when problem.isEmpty() -> new MariadbEngine(database, Math.min(settings.maxPayload(), room), room);
            case Outcome.Done<Preparation.Ready>(Preparation.Ready ready) ->
                throw refuse(database, ready.problem(), null);
            case Outcome.NotDone<Preparation.Ready>(Outcome.Failure failure) ->
                throw refuse(database, failure.message(), failure.cause());
            case Outcome.Unknown<Preparation.Ready>(Outcome.Failure failure) ->
                throw refuse(database, failure.message(), failure.cause());
        };
    }

    private static StoreException refuse(Database database, String problem, @Nullable Throwable cause) {
        database.close();
        return new StoreException(problem, cause);
    }

    /** The statements that make the tables in an empty database, for people to run. */
    public static String schema() {
        return MariadbSchema.SCHEMA.text();
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        List<Outcome<OpenReply>> outcomes = new ArrayList<>(opens.size());
        for (Open asked : opens) {
            outcomes.add(open(asked));
        }
        return outcomes;
    }

    private Outcome<OpenReply> open(Open asked) {
        if (Opening.fits(asked)) {
            switch (database().single(new Opening(asked)::run)) {
                case Outcome.Done<Optional<OpenReply>>(Optional<OpenReply> reply) -> {
                    if (reply.isPresent()) {
                        return Outcome.done(reply.get());
                    }
                }
                case Outcome.NotDone<Optional<OpenReply>>(Outcome.Failure failure) -> {
                    return new Outcome.NotDone<>(failure);
                }
                case Outcome.Unknown<Optional<OpenReply>>(Outcome.Failure failure) -> {
                    return new Outcome.Unknown<>(failure);
                }
            }
        }
        return super.open(List.of(asked)).get(0);
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return new Batch(commits, maxPayload, room).run(database(), super::commit);
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return database().single(statements -> Renewing.run(statements, renewal));
    }

    @Override
    public Outcome<String> durability() {
        return database().single(statements -> Durability.of(statements).words());
    }

    @Override
    public Outcome<Boolean> isDurable() {
        return database().single(statements -> Durability.of(statements).durable());
    }

    /** None: the database brings no bus. */
    @Override
    public Optional<String> defaultBus() {
        return Optional.empty();
    }
}
