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
import dev.latchkey.spi.ServerRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link Opening} does, for many opens of one server in one round trip and one durable transaction. */
final class Openings {
    private static final String ASKED =
            "unnest(?::text[], ?::text[], ?::text[])" + " WITH ORDINALITY AS asked(in_store, in_key, in_claim, n)";

    /** Rows are locked in the order of profiles, which is that of the request, and are looked at anew once locked. */
    private static final String FOUND = "WITH by AS MATERIALIZED (SELECT id, name, latchkey_now() AS millis, lease_end"
            + " FROM latchkey_server WHERE id = ? AND buried_at IS NULL FOR KEY SHARE),"
            + " found AS MATERIALIZED (SELECT asked.in_claim, asked.n, p.store, p.profile_key, p.owner, p.token,"
            + " p.session_at, by.name, by.id, by.millis FROM by, " + ASKED + ", latchkey_profile p"
            + " WHERE by.lease_end > by.millis AND p.store = asked.in_store AND p.profile_key = asked.in_key"
            + " AND p.token < " + Head.MAX_TOKEN + " AND position(asked.in_claim IN p.spent) = 0 AND (p.owner IS NULL"
            + " OR p.claim <> asked.in_claim AND position(p.claim IN p.spent) = 0 AND EXISTS"
            + " (SELECT 1 FROM latchkey_server b WHERE b.id = p.owner AND b.buried_at IS NOT NULL))"
            + " ORDER BY asked.n FOR NO KEY UPDATE OF p)";

    private static final String GRANT = FOUND + Opening.AUDIT
            + " UPDATE latchkey_profile p SET token = p.token + 1, owner = f.id, claim = f.in_claim,"
            + " sealed = p.write_id, session_at = f.millis,"
            + " spent = CASE WHEN f.owner IS NULL THEN p.spent ELSE right(ltrim(p.spent || ' ' || p.claim), "
            + Opening.SPENT_CHARS
            + ") END, wanted_server = CASE WHEN p.wanted_claim = f.in_claim THEN NULL ELSE p.wanted_server END,"
            + " wanted_ask = CASE WHEN p.wanted_claim = f.in_claim THEN NULL ELSE p.wanted_ask END,"
            + " wanted_claim = nullif(p.wanted_claim, f.in_claim) FROM found f WHERE p.store = f.store"
            + " AND p.profile_key = f.profile_key RETURNING f.owner IS NOT NULL, f.n";

    private static final String RECORDS = "SELECT " + GrantQueries.SERVER + ", latchkey_now(), " + ProfileTable.HEAD
            + ", CASE WHEN owner = ? AND claim = in_claim THEN payload END, n FROM " + ASKED
            + " JOIN latchkey_profile ON store = in_store AND profile_key = in_key"
            + " LEFT JOIN latchkey_server ON id IN (?, owner)";

    private static final int CLOCK = GrantQueries.SERVER_COLUMNS + 1;
    private static final int PLACE = CLOCK + ProfileTable.HEAD_COLUMNS + 2;

    private static final String SQL =
            GRANT + "; " + RECORDS + "; SELECT " + GrantQueries.MAILS_COLUMNS + " FROM " + ASKED + GrantQueries.MAILS;

    private final List<Open> opens;

    /**
     * @param opens that {@link Opening#fits}, of one server, each of another profile, in the order of profiles
     */
    Openings(List<Open> opens) {
        this.opens = List.copyOf(opens);
    }

    /** The places of the opens of a call that can go together, in the order of profiles. */
    static List<Integer> together(List<Open> asked) {
        Set<Object> seen = new HashSet<>();
        List<Integer> together = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Open open = asked.get(i);
            if (open.server().equals(asked.get(0).server()) && Opening.fits(open) && seen.add(open.profile())) {
                together.add(i);
            }
        }
        together.sort(Comparator.comparing((Integer i) -> asked.get(i).profile()));
        return together;
    }

    /** The replies by place; those that are to be done the long way are missing, and for them nothing was done. */
    Map<Integer, OpenReply> run(Statements statements) throws SQLException {
        PreparedStatement all = statements.of(SQL);
        set(all, statements.connection());
        Map<Integer, Seen> seen = new HashMap<>();
        for (int i = 0; i < opens.size(); i++) {
            seen.put(i, new Seen());
        }
        all.execute();
        try (ResultSet row = all.getResultSet()) {
            while (row.next()) {
                at(seen, row.getInt(2)).how = row.getBoolean(1) ? OpenReply.How.TAKEN_OVER : OpenReply.How.FREE;
            }
        }
        all.getMoreResults();
        try (ResultSet row = all.getResultSet()) {
            while (row.next()) {
                int place = row.getInt(PLACE);
                at(seen, place).record(row, opens.get(place - 1));
            }
        }
        all.getMoreResults();
        try (ResultSet row = all.getResultSet()) {
            while (row.next()) {
                at(seen, row.getInt(GrantQueries.MAILS_PLACE)).mail.add(GrantQueries.letter(row));
            }
        }
        Map<Integer, OpenReply> replies = new HashMap<>();
        seen.forEach((place, each) -> each.reply(opens.get(place)).ifPresent(reply -> replies.put(place, reply)));
        return replies;
    }

    private static Seen at(Map<Integer, Seen> seen, int place) {
        return Objects.requireNonNull(seen.get(place - 1), "a row that nobody asked for");
    }

    private void set(PreparedStatement all, Connection connection) throws SQLException {
        Id server = opens.get(0).server();
        Columns.set(all, 1, server);
        arrays(all, 2, connection);
        Columns.set(all, 5, server);
        arrays(all, 6, connection);
        Columns.set(all, 9, server);
        arrays(all, 10, connection);
        all.setInt(13, Mailboxes.FIRST);
    }

    private void arrays(PreparedStatement all, int from, Connection connection) throws SQLException {
        all.setArray(
                from,
                connection.createArrayOf("text", each(open -> open.profile().store())));
        all.setArray(
                from + 1,
                connection.createArrayOf("text", each(open -> open.profile().key())));
        all.setArray(
                from + 2,
                connection.createArrayOf("text", each(open -> open.claim().toString())));
    }

    private String[] each(Function<Open, String> part) {
        return opens.stream().map(part).toArray(String[]::new);
    }

    /** What was found of one. */
    private static final class Seen {
        private OpenReply.@Nullable How how;
        private @Nullable ProfileRecord found;
        private Instant now = Instant.EPOCH;
        private final Map<Id, ServerRow> servers = new HashMap<>();
        private final List<Delivery> mail = new ArrayList<>();

        void record(ResultSet row, Open asked) throws SQLException {
            if (found == null) {
                now = Columns.time(row, CLOCK);
                found = ProfileTable.read(row, CLOCK + 1, asked.profile(), true);
            }
            if (row.getString(1) != null) {
                ServerRow server = GrantQueries.server(row);
                servers.put(server.server(), server);
            }
        }

        Optional<OpenReply> reply(Open asked) {
            return Opening.reply(asked, how, found, servers, now, GrantQueries.isExpired(mail, now) ? null : mail);
        }
    }
}
