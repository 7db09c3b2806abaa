package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Columns;
import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Write;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Many commits of one server in one statement, each of one profile: saves, releases and hand-offs, also such as keep the
 * state before. What does not apply is missing in the reply, and is decided by the rules then. Immutable.
 */
final class Saves {
    private static final String FENCE = " p.store = a.store AND p.profile_key = a.profile_key AND p.token = a.token"
            + " AND p.claim = a.claim AND p.version = a.version AND p.owner IS NOT NULL";

    private static final String ASKED = "unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[],"
            + " ?::text[], ?::integer[], ?::boolean[], ?::bytea[]";

    private static final String NAMES =
            "store, profile_key, token, claim, version, write_id, codec, schema_version, is_text, payload";

    /** When it runs and who asks, looked up once for all. */
    static final String CALL = "(SELECT latchkey_now() AS millis, coalesce((SELECT s.name || ' ' FROM latchkey_server s"
            + " WHERE s.id = ?), '') || ?::text AS shown) c";

    static final String CONTEST = "contested_until = nullif(p.contested_until, " + Long.MAX_VALUE + ")";

    /** All keep their sessions and bring data. */
    private static final String SAVE = "UPDATE latchkey_profile p SET version = p.version + 1, write_id = a.write_id,"
            + " updated_at = c.millis, " + CONTEST + ", erased = FALSE, codec = a.codec,"
            + " schema_version = a.schema_version, is_text = a.is_text, payload = a.payload, saved_by = c.shown"
            + " FROM " + CALL + ", " + ASKED + ") WITH ORDINALITY AS a(" + NAMES + ", n) WHERE"
            + FENCE + " RETURNING a.n, p.token, p.version";

    /** The spent claims stand in a row with one space between them. */
    static final int SPENT_CHARS = Head.MAX_SPENT * (Columns.ID_DIGITS + 1) - 1;

    /** Where the session can go to the load that it is for, which is then relied on (S3). */
    private static final String TAKER = " AND (a.how <> 'h' OR p.wanted_ask IS NULL AND p.token < " + Head.MAX_TOKEN
            + " AND a.to_claim <> p.claim AND position(a.to_claim IN p.spent) = 0"
            + " AND EXISTS (SELECT 1 FROM latchkey_server t WHERE t.id = a.to_server AND t.buried_at IS NULL"
            + " AND t.lease_end > c.millis FOR KEY SHARE))";

    /** Rows are locked in the order of profiles, which is that of the request, and are looked at anew once locked. */
    private static final String FOUND =
            "WITH found AS MATERIALIZED (SELECT a.*, c.millis, c.shown, p.owner, p.session_at,"
                    + " CASE WHEN a.keep IS NOT NULL THEN p.payload END AS old_payload, p.codec AS old_codec,"
                    + " p.schema_version AS old_schema, p.is_text AS old_is_text, p.updated_at AS old_at,"
                    + " coalesce(p.saved_by, '') AS old_by FROM " + CALL + ", " + ASKED
                    + ", ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS a(" + NAMES
                    + ", keep, how, to_server, to_claim, n), latchkey_profile p WHERE" + FENCE
                    + " AND (a.how = 'k' OR position(p.claim IN p.spent) = 0)" + TAKER
                    + " ORDER BY a.n FOR NO KEY UPDATE OF p)";

    private static final String KEPT = ", kept AS (INSERT INTO latchkey_revision (store, profile_key, token, version,"
            + " saved_at, saved_by, occasion, kept_at, codec, schema_version, is_text, payload)"
            + " SELECT store, profile_key, token, version, old_at, old_by, keep, millis, old_codec, old_schema,"
            + " old_is_text, old_payload FROM found WHERE keep IS NOT NULL AND old_codec IS NOT NULL"
            + " ON CONFLICT (store, profile_key, version, token) DO NOTHING)";

    private static final String AUDIT = ", told AS (INSERT INTO latchkey_audit (done_at, what, store, profile_key,"
            + " lost_by, done_by, name, token, began) SELECT millis, CASE how WHEN 'r' THEN 'released' ELSE"
            + " 'handed-over' END, store, profile_key, owner, CASE how WHEN 'r' THEN shown ELSE"
            + " coalesce((SELECT s.name || ' ' FROM latchkey_server s WHERE s.id = to_server), '') || to_server END,"
            + " coalesce((SELECT s.name FROM latchkey_server s WHERE s.id = owner), ''), token, session_at FROM found"
            + " WHERE how <> 'k' ORDER BY n)";

    private static final String FULL = FOUND + KEPT + AUDIT
            + " UPDATE latchkey_profile p SET token = p.token + CASE a.how WHEN 'h' THEN 1 ELSE 0 END,"
            + " owner = CASE a.how WHEN 'k' THEN p.owner ELSE a.to_server END,"
            + " claim = CASE a.how WHEN 'h' THEN a.to_claim ELSE p.claim END, version = p.version + 1,"
            + " write_id = a.write_id, sealed = CASE a.how WHEN 'h' THEN a.write_id ELSE p.sealed END,"
            + " spent = CASE a.how WHEN 'k' THEN p.spent ELSE right(ltrim(p.spent || ' ' || p.claim), " + SPENT_CHARS
            + ") END, updated_at = a.millis, session_at = CASE a.how WHEN 'h' THEN a.millis ELSE p.session_at END, "
            + CONTEST + ", erased = p.erased AND a.codec IS NULL, codec = coalesce(a.codec, p.codec),"
            + " schema_version = CASE WHEN a.codec IS NULL THEN p.schema_version ELSE a.schema_version END,"
            + " is_text = CASE WHEN a.codec IS NULL THEN p.is_text ELSE a.is_text END,"
            + " payload = CASE WHEN a.codec IS NULL THEN p.payload ELSE a.payload END,"
            + " saved_by = CASE WHEN a.codec IS NULL THEN p.saved_by ELSE a.shown END"
            + " FROM found a WHERE p.store = a.store"
            + " AND p.profile_key = a.profile_key RETURNING a.n, p.token, p.version";

    private final List<Commit> commits;

    /**
     * @param commits that {@link #fit}, of one server, each of another profile, in the order of profiles
     */
    Saves(List<Commit> commits) {
        this.commits = List.copyOf(commits);
    }

    /** Whether a commit can be one of many. */
    static boolean fit(Commit commit, int maxPayload) {
        if (commit.writes().size() != 1) {
            return false;
        }
        Write write = commit.writes().get(0);
        Effects effects = write.effects();
        Payload payload = write.payload();
        return write.fence().claim() != null
                && (payload == null || payload.size() <= maxPayload)
                && effects.settled().isEmpty()
                && effects.sent().isEmpty()
                && effects.gained().isEmpty()
                && effects.dropped().isEmpty()
                && effects.tags() == null;
    }

    /** The replies of those that applied, by their place. */
    Map<Integer, CommitReply> run(Statements statements) throws SQLException {
        boolean plain = commits.stream().map(Saves::only).allMatch(Saves::plain);
        PreparedStatement update = statements.of(plain ? SAVE : FULL);
        set(update, statements.connection());
        if (!plain) {
            setMore(update, statements.connection());
        }
        Map<Integer, CommitReply> applied = new HashMap<>();
        try (ResultSet row = update.executeQuery()) {
            while (row.next()) {
                int place = row.getInt(1) - 1;
                CommitReply.Holder holder = only(commits.get(place)).after() instanceof Write.HandOff to
                        ? new CommitReply.Holder(to.server(), to.claim())
                        : null;
                applied.put(
                        place,
                        new CommitReply.Applied(
                                List.of(new CommitReply.Written(row.getLong(2), row.getLong(3), holder))));
            }
        }
        return applied;
    }

    static Write only(Commit commit) {
        return commit.writes().get(0);
    }

    private static boolean plain(Write write) {
        return write.after() instanceof Write.Keep
                && write.payload() != null
                && write.effects().keep() == null;
    }

    private void set(PreparedStatement update, Connection connection) throws SQLException {
        Columns.set(update, 1, commits.get(0).server());
        Columns.set(update, 2, commits.get(0).server());
        texts(update, connection, 3, write -> write.profile().store());
        texts(update, connection, 4, write -> write.profile().key());
        update.setArray(5, numbers(connection, write -> write.fence().token()));
        texts(update, connection, 6, write -> text(write.fence().claim()));
        update.setArray(7, numbers(connection, write -> write.fence().version()));
        update.setArray(
                8,
                connection.createArrayOf(
                        "text",
                        commits.stream()
                                .map(commit -> commit.write().toString())
                                .toArray(String[]::new)));
        texts(update, connection, 9, write -> of(write, Payload::codec));
        update.setArray(10, connection.createArrayOf("integer", each(write -> of(write, Payload::schema))));
        update.setArray(
                11,
                connection.createArrayOf(
                        "boolean", each(write -> Objects.requireNonNullElse(of(write, Payload::text), false))));
        byte[][] bytes = new byte[commits.size()][];
        for (int i = 0; i < bytes.length; i++) {
            Payload payload = only(commits.get(i)).payload();
            bytes[i] = payload == null ? new byte[0] : payload.bytes();
        }
        update.setArray(12, connection.createArrayOf("bytea", bytes));
    }

    private void setMore(PreparedStatement update, Connection connection) throws SQLException {
        texts(update, connection, 13, write -> {
            var keep = write.effects().keep();
            return keep == null ? null : keep.name().toLowerCase(Locale.ROOT);
        });
        texts(update, connection, 14, write -> switch (write.after()) {
            case Write.Keep keep -> "k";
            case Write.Release release -> "r";
            case Write.HandOff to -> "h";
        });
        texts(update, connection, 15, write -> write.after() instanceof Write.HandOff to ? text(to.server()) : null);
        texts(update, connection, 16, write -> write.after() instanceof Write.HandOff to ? text(to.claim()) : null);
    }

    private Array numbers(Connection connection, ToLongFunction<Write> part) throws SQLException {
        return connection.createArrayOf(
                "bigint",
                commits.stream().map(commit -> part.applyAsLong(only(commit))).toArray(Long[]::new));
    }

    private static <T> @Nullable T of(Write write, Function<Payload, T> part) {
        Payload payload = write.payload();
        return payload == null ? null : part.apply(payload);
    }

    private static @Nullable String text(@Nullable Id id) {
        return id == null ? null : id.toString();
    }

    private Object[] each(Function<Write, @Nullable Object> part) {
        return commits.stream().map(commit -> part.apply(only(commit))).toArray();
    }

    private void texts(PreparedStatement update, Connection connection, int at, Function<Write, @Nullable String> part)
            throws SQLException {
        Object[] texts =
                commits.stream().map(commit -> part.apply(only(commit))).toArray(String[]::new);
        update.setArray(at, connection.createArrayOf("text", texts));
    }
}
