package dev.latchkey.engine.postgres;

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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine on a PostgreSQL database, which any number of servers share. Thread-safe.
 *
 * <p>Leases run by the database's clock. What an acknowledged save survives is the database's to say: {@link #durability}.
 */
@SuppressWarnings("exports") // what it extends is for engines only
public final class PostgresEngine extends SqlEngine implements DurabilityReport {
    private final int maxPayload;
    private final @Nullable StoreUrl url;

    private PostgresEngine(Database database, PostgresSettings settings, @Nullable StoreUrl url) {
        super(database, settings.maxPayload());
        this.maxPayload = settings.maxPayload();
        this.url = url;
    }

    /**
     * Opens the database of a URL: see {@link PostgresProvider}.
     *
     * @throws StoreException if it cannot be used; the message says what to do
     * @throws IllegalArgumentException if the URL cannot be read, or an option is out of its range
     */
    public static PostgresEngine open(StoreUrl url) {
        PostgresSettings settings = PostgresSettings.of(url.options());
        HikariDataSource pool = Pool.of(PostgresAddress.of(url, System::getenv), settings);
        return start(pool, settings, pool, url);
    }

    /**
     * Opens the database of a pool that stays the caller's. Its connections must be in automatic mode when they are given
     * out, and have {@code statement_timeout} and the isolation "read committed" set; the tables are in the first schema of
     * their search path.
     *
     * @throws StoreException if it cannot be used; the message says what to do
     */
    public static PostgresEngine open(DataSource pool, PostgresSettings settings) {
        return start(pool, settings.withSchema(null), null, null);
    }

    private static PostgresEngine start(
            DataSource source, PostgresSettings settings, @Nullable AutoCloseable owned, @Nullable StoreUrl url) {
        Database database = new Database(source, new PostgresDialect(), owned);
        Outcome<String> ready = new Preparation(settings).run(database);
        return switch (ready) {
            case Outcome.Done<String>(String problem)
            when problem.isEmpty() -> new PostgresEngine(database, settings, url);
            case Outcome.Done<String>(String problem) -> throw refuse(database, problem, null);
            case Outcome.NotDone<String>(Outcome.Failure failure) ->
                throw refuse(database, failure.message(), failure.cause());
            case Outcome.Unknown<String>(Outcome.Failure failure) ->
                throw refuse(database, failure.message(), failure.cause());
        };
    }

    private static StoreException refuse(Database database, String problem, @Nullable Throwable cause) {
        database.close();
        return new StoreException(problem, cause);
    }

    /** The statements that make the tables in an empty database, for people to run. */
    public static String schema() {
        return PostgresSchema.SCHEMA.text();
    }

    @Override
    public Outcome<String> durability() {
        return database()
                .single(statements -> Preparation.durability(statements).words());
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        Map<Integer, Outcome<OpenReply>> outcomes = new TreeMap<>();
        List<Integer> together = opens.size() == 1 ? List.of() : Openings.together(opens);
        if (!together.isEmpty()) {
            Openings batch = new Openings(together.stream().map(opens::get).toList());
            switch (database().single(batch::run)) {
                case Outcome.Done<Map<Integer, OpenReply>>(Map<Integer, OpenReply> replies) -> {
                    for (int place = 0; place < together.size(); place++) {
                        int i = together.get(place);
                        OpenReply reply = replies.get(place);
                        outcomes.put(
                                i,
                                reply == null
                                        ? super.open(List.of(opens.get(i))).get(0)
                                        : Outcome.done(reply));
                    }
                }
                case Outcome.NotDone<Map<Integer, OpenReply>>(Outcome.Failure failure) ->
                    together.forEach(i -> outcomes.put(i, new Outcome.NotDone<>(failure)));
                case Outcome.Unknown<Map<Integer, OpenReply>>(Outcome.Failure failure) ->
                    together.forEach(i -> outcomes.put(i, new Outcome.Unknown<>(failure)));
            }
        }
        for (int i = 0; i < opens.size(); i++) {
            if (!outcomes.containsKey(i)) {
                outcomes.put(i, open(opens.get(i)));
            }
        }
        return Collections.unmodifiableList(new ArrayList<>(outcomes.values()));
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
        return new Batch(commits, maxPayload).run(database(), super::commit);
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return database().single(statements -> Renewing.run(statements, renewal));
    }

    @Override
    public Outcome<Boolean> isDurable() {
        return database()
                .single(statements -> Preparation.durability(statements).durable());
    }

    /** LISTEN and NOTIFY of the same database; none where the caller brought the pool. */
    @Override
    public Optional<String> defaultBus() {
        return Optional.ofNullable(url).map(StoreUrl::text);
    }
}
