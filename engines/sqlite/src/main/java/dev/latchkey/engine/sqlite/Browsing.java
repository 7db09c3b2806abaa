package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ServerRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions of {@link Inspection}, each one statement. */
final class Browsing {
    private Browsing() {}

    static List<Inspection.ServerInfo> servers(Statements statements, Instant now) throws SQLException {
        List<Inspection.ServerInfo> all = new ArrayList<>();
        try (ResultSet row = statements
                .of("SELECT id, name, beat, since, lease_end, buried_at IS NOT NULL,"
                        + " ifnull(sessions, 0) FROM server LEFT JOIN (SELECT owner, count(*) AS sessions FROM profile"
                        + " WHERE owner IS NOT NULL GROUP BY owner) ON owner = id ORDER BY id")
                .executeQuery()) {
            while (row.next()) {
                ServerRow server = ServerTable.read(row);
                all.add(new Inspection.ServerInfo(
                        server.server(),
                        server.name(),
                        server.beat(),
                        Columns.time(row, 4),
                        Columns.time(row, 5),
                        server.buried(),
                        server.live(now),
                        row.getLong(7)));
            }
        }
        return all;
    }

    static List<Inspection.SessionInfo> sessions(Statements statements, @Nullable ProfileId after, int limit)
            throws SQLException {
        PreparedStatement select = statements.of("SELECT " + RowHead.COLUMN
                + ", ifnull(octet_length(payload), 0), store, key FROM profile"
                + " WHERE owner IS NOT NULL AND (store, key) > (?, ?) ORDER BY store, key LIMIT ?");
        select.setString(1, after == null ? "" : after.store());
        select.setString(2, after == null ? "" : after.key());
        select.setInt(3, limit);
        List<Inspection.SessionInfo> all = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                RowHead found = RowHead.parse(Columns.text(row, 1));
                all.add(new Inspection.SessionInfo(
                        new ProfileId(Columns.text(row, 3), Columns.text(row, 4)),
                        found.head(),
                        found.dates(),
                        row.getInt(2)));
            }
        }
        return all;
    }

    static List<ProfileId> keys(Statements statements, String store, String prefix, @Nullable String after, int limit)
            throws SQLException {
        PreparedStatement select =
                statements.of("SELECT key FROM profile WHERE store = ? AND key >= ? AND key > ? ORDER BY key LIMIT ?");
        select.setString(1, store);
        select.setString(2, prefix);
        select.setString(3, after == null ? "" : after);
        select.setInt(4, limit);
        List<ProfileId> keys = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            // Keys with one prefix stand together, so the first without it is the end.
            while (row.next() && Columns.text(row, 1).startsWith(prefix)) {
                keys.add(new ProfileId(store, Columns.text(row, 1)));
            }
        }
        return keys;
    }

    /** Leaps from one name to the next in the index, whatever number of keys lies between. */
    static List<String> stores(Statements statements) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statements
                .of("WITH RECURSIVE name (store) AS (SELECT min(store) FROM profile UNION ALL SELECT"
                        + " (SELECT min(store) FROM profile WHERE store > name.store) FROM name"
                        + " WHERE name.store IS NOT NULL) SELECT store FROM name WHERE store IS NOT NULL")
                .executeQuery()) {
            while (row.next()) {
                names.add(Columns.text(row, 1));
            }
        }
        return names;
    }
}
