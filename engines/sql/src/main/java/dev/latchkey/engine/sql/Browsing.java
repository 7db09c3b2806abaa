package dev.latchkey.engine.sql;

import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ServerRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions of {@link Inspection}, each one statement. */
final class Browsing {
    private Browsing() {}

    static List<Inspection.ServerInfo> servers(Statements statements) throws SQLException {
        List<Inspection.ServerInfo> all = new ArrayList<>();
        try (ResultSet row = statements
                .of("SELECT " + ServerTable.COLUMNS + ", coalesce(sessions, 0), "
                        + statements.dialect().clock() + " FROM latchkey_server LEFT JOIN (SELECT owner, count(*) AS"
                        + " sessions FROM latchkey_profile WHERE owner IS NOT NULL GROUP BY owner) AS open"
                        + " ON owner = id ORDER BY id")
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
                        server.live(Columns.time(row, 8)),
                        row.getLong(7)));
            }
        }
        return all;
    }

    static List<Inspection.SessionInfo> sessions(Statements statements, @Nullable ProfileId after, int limit)
            throws SQLException {
        PreparedStatement select = statements.of("SELECT " + ProfileTable.HEAD
                + ", coalesce(octet_length(payload), 0), store, profile_key FROM latchkey_profile WHERE owner IS NOT NULL"
                + " AND (store, profile_key) > (?, ?) ORDER BY store, profile_key LIMIT ?");
        select.setString(1, after == null ? "" : after.store());
        select.setString(2, after == null ? "" : after.key());
        select.setInt(3, limit);
        List<Inspection.SessionInfo> all = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(new Inspection.SessionInfo(
                        Columns.profile(row, ProfileTable.HEAD_COLUMNS + 2),
                        ProfileTable.head(row, 1),
                        ProfileTable.dates(row, 12),
                        row.getInt(ProfileTable.HEAD_COLUMNS + 1)));
            }
        }
        return all;
    }

    static List<ProfileId> keys(Statements statements, String store, String prefix, @Nullable String after, int limit)
            throws SQLException {
        PreparedStatement select = statements.of("SELECT profile_key FROM latchkey_profile WHERE store = ?"
                + " AND profile_key >= ? AND profile_key > ? ORDER BY profile_key LIMIT ?");
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
                .of("WITH RECURSIVE name (store) AS (SELECT min(store) FROM latchkey_profile UNION ALL SELECT"
                        + " (SELECT min(p.store) FROM latchkey_profile p WHERE p.store > name.store) FROM name"
                        + " WHERE name.store IS NOT NULL) SELECT store FROM name WHERE store IS NOT NULL")
                .executeQuery()) {
            while (row.next()) {
                names.add(Columns.text(row, 1));
            }
        }
        return names;
    }
}
