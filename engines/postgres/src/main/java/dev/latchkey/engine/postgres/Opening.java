package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Columns;
import dev.latchkey.engine.sql.GrantQueries;
import dev.latchkey.engine.sql.ProfileTable;
import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An open in one round trip: two statements sent together, which are one transaction. The first grants what is free, and
 * locks the record; the other looks later, so that no letter is missed (S1). All that is refused or recognised is
 * then decided by the rules, on what was seen; what else is to be written is done the long way.
 */
final class Opening {
    private static final RecordRules RULES = new RecordRules();

    static final int SPENT_CHARS = Head.MAX_SPENT * (Columns.ID_DIGITS + 1) - 1;

    private static final String FOUND = "WITH by AS MATERIALIZED (SELECT id, name, latchkey_now() AS millis, lease_end"
            + " FROM latchkey_server WHERE id = ? AND buried_at IS NULL FOR KEY SHARE),"
            + " found AS MATERIALIZED (SELECT p.store, p.profile_key, p.owner, p.token, p.session_at, by.name, by.id,"
            + " by.millis FROM by, latchkey_profile p WHERE by.lease_end > by.millis AND p.store = ? AND p.profile_key = ?"
            + " AND p.token < " + Head.MAX_TOKEN + " AND position(? IN p.spent) = 0 AND (p.owner IS NULL OR"
            + " p.claim <> ? AND position(p.claim IN p.spent) = 0 AND EXISTS"
            + " (SELECT 1 FROM latchkey_server b WHERE b.id = p.owner AND b.buried_at IS NOT NULL))"
            + " FOR NO KEY UPDATE OF p)";

    static final String AUDIT = ", told AS (INSERT INTO latchkey_audit (done_at, what, store, profile_key,"
            + " lost_by, done_by, name, token, began) SELECT millis, 'taken-over', store, profile_key, owner,"
            + " name || ' ' || id, coalesce((SELECT s.name FROM latchkey_server s WHERE s.id = owner), ''), token,"
            + " session_at FROM found WHERE owner IS NOT NULL)";

    private static final String GRANT = FOUND + AUDIT
            + " UPDATE latchkey_profile p SET token = p.token + 1, owner = f.id, claim = ?, sealed = p.write_id,"
            + " session_at = f.millis,"
            + " spent = CASE WHEN f.owner IS NULL THEN p.spent ELSE right(ltrim(p.spent || ' ' || p.claim), "
            + SPENT_CHARS + ") END, wanted_server = CASE WHEN p.wanted_claim = ? THEN NULL ELSE p.wanted_server END,"
            + " wanted_ask = CASE WHEN p.wanted_claim = ? THEN NULL ELSE p.wanted_ask END,"
            + " wanted_claim = nullif(p.wanted_claim, ?) FROM found f WHERE p.store = f.store"
            + " AND p.profile_key = f.profile_key RETURNING f.owner IS NOT NULL";

    private static final int CLOCK = GrantQueries.SERVER_COLUMNS + 1;
    private static final int LETTER = CLOCK + ProfileTable.HEAD_COLUMNS + 2;

    /** Under other names, since a record has columns of the same. */
    private static final String LETTERS = "(SELECT " + GrantQueries.LETTER
            + ", row_number() OVER (ORDER BY number) FROM latchkey_letter l WHERE l.store = p.store"
            + " AND l.profile_key = p.profile_key AND p.owner = ? AND p.claim = ? ORDER BY number LIMIT "
            + Mailboxes.FIRST + ") m(" + names(GrantQueries.LETTER_COLUMNS) + ", place)";

    /**
     * With the rows of the asker and of the owner, if there are any, and a row for each letter, if there are any. Letters and
     * data, which come once, only for whoever has the session.
     */
    private static final String RECORD = "SELECT " + GrantQueries.SERVER + ", latchkey_now(), " + ProfileTable.HEAD
            + ", CASE WHEN owner = ? AND claim = ? AND coalesce(m.place, 1) = 1 THEN payload END, m.*"
            + " FROM latchkey_profile p LEFT JOIN latchkey_server ON id IN (?, owner) LEFT JOIN LATERAL " + LETTERS
            + " ON TRUE WHERE p.store = ? AND p.profile_key = ? ORDER BY m.place";

    private static final String SQL = GRANT + "; " + RECORD;

    private final Open asked;

    Opening(Open asked) {
        this.asked = asked;
    }

    /** Whether an open of this kind can end here; the others change what they find. */
    static boolean fits(Open open) {
        return !(open.mode() instanceof Open.Reclaim);
    }

    /** Empty where it is to be done the long way; then nothing was done. */
    Optional<OpenReply> run(Statements statements) throws SQLException {
        PreparedStatement all = statements.of(SQL);
        set(all);
        boolean results = all.execute();
        OpenReply.How how = null;
        try (ResultSet row = all.getResultSet()) {
            if (results && row.next()) {
                how = row.getBoolean(1) ? OpenReply.How.TAKEN_OVER : OpenReply.How.FREE;
            }
        }
        all.getMoreResults();
        Instant now = Instant.EPOCH;
        ProfileRecord found = null;
        Map<Id, ServerRow> servers = new HashMap<>();
        List<Delivery> mail = new ArrayList<>();
        try (ResultSet row = all.getResultSet()) {
            while (row.next()) {
                if (found == null) {
                    now = Columns.time(row, CLOCK);
                    found = ProfileTable.read(row, CLOCK + 1, asked.profile(), true);
                }
                if (row.getString(1) != null) {
                    ServerRow server = GrantQueries.server(row);
                    servers.put(server.server(), server);
                }
                if (row.getString(LETTER) != null) {
                    mail.add(GrantQueries.letter(row, LETTER));
                }
            }
        }
        return reply(asked, how, found, servers, now, GrantQueries.isExpired(mail, now) ? null : mail);
    }

    private static String names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> "l" + number).collect(Collectors.joining(", "));
    }

    /**
     * What was seen, by the rules; empty where there is more to be written.
     *
     * @param how what was granted; null for nothing
     * @param mail null where some of it has expired
     */
    static Optional<OpenReply> reply(
            Open asked,
            OpenReply.@Nullable How how,
            @Nullable ProfileRecord found,
            Map<Id, ServerRow> servers,
            Instant now,
            @Nullable List<Delivery> mail) {
        if (found == null) {
            return Optional.empty();
        }
        RecordRules.Step<OpenReply> step = RULES.open(found, asked, servers::get, now);
        if (step.after() != null) {
            return Optional.empty();
        }
        if (!(step.reply() instanceof OpenReply.Granted granted)) {
            return Optional.of(step.reply());
        }
        // Letters have expired: the long way recognises this grant, and buries them.
        return mail == null
                ? Optional.empty()
                : Optional.of(new OpenReply.Granted(
                        granted.record(), how == null ? granted.how() : how, granted.contested(), mail));
    }

    private void set(PreparedStatement all) throws SQLException {
        Id claim = asked.claim();
        Columns.set(all, 1, asked.server());
        Columns.set(all, 2, asked.profile());
        Columns.set(all, 4, claim);
        Columns.set(all, 5, claim);
        for (int at = 6; at <= 9; at++) {
            Columns.set(all, at, claim);
        }
        Columns.set(all, 10, asked.server());
        Columns.set(all, 11, claim);
        Columns.set(all, 12, asked.server());
        Columns.set(all, 13, asked.server());
        Columns.set(all, 14, claim);
        Columns.set(all, 15, asked.profile());
    }
}
