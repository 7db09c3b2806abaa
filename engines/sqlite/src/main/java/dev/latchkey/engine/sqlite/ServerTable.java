package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ServerRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of {@code server}; each is read once per transaction. */
final class ServerTable {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST_DISPLAYS = 1_000;

    private final Statements statements;
    private final Map<Id, ServerRow> known = new HashMap<>();
    /** What never changes of a row, so that a save need not look for it. */
    private final Map<Id, String> displays = new HashMap<>();

    ServerTable(Statements statements) {
        this.statements = statements;
    }

    /** A new transaction has begun. */
    void forget() {
        known.clear();
    }

    @Nullable
    ServerRow find(Id server) throws SQLException {
        ServerRow found = known.get(server);
        if (found != null) {
            return found;
        }
        PreparedStatement select = statements.of(
                "SELECT id, name, beat, since, lease_end, buried_at IS NOT NULL FROM server WHERE id = ?");
        Columns.set(select, 1, server);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            ServerRow read = read(row);
            known.put(server, read);
            return read;
        }
    }

    /** For the rules; see {@link Unread}. */
    @Nullable
    ServerRow lookUp(Id server) {
        return Unread.<@Nullable ServerRow>ask(() -> find(server));
    }

    /** A server's name and id, for people. */
    String display(Id server) throws SQLException {
        String display = displays.get(server);
        if (display == null) {
            ServerRow row = find(server);
            if (row == null) {
                return server.toString();
            }
            display = row.name() + " " + server;
            if (displays.size() >= MOST_DISPLAYS) {
                displays.clear();
            }
            displays.put(server, display);
        }
        return display;
    }

    /** The row in the columns id, name, beat, since, lease_end, whether buried. */
    static ServerRow read(ResultSet row) throws SQLException {
        return new ServerRow(
                Columns.someId(row, 1),
                Columns.text(row, 2),
                row.getLong(3),
                Columns.time(row, 4),
                Columns.time(row, 5),
                row.getInt(6) != 0);
    }

    /** Writes a row, new or found before. */
    void put(ServerRow server, Instant now) throws SQLException {
        PreparedStatement upsert = statements.of("INSERT INTO server (id, name, beat, since, lease_end, buried_at)"
                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET beat = ?3, since = ?4,"
                + " lease_end = ?5, buried_at = ?6");
        Columns.set(upsert, 1, server.server());
        upsert.setString(2, server.name());
        upsert.setLong(3, server.beat());
        Columns.set(upsert, 4, time(server.since()));
        Columns.set(upsert, 5, time(server.leaseEnd()));
        if (server.buried()) {
            Columns.set(upsert, 6, now);
        } else {
            upsert.setString(6, null);
        }
        upsert.executeUpdate();
        known.put(server.server(), server);
    }

    private static Instant time(@Nullable Instant time) {
        if (time == null) {
            throw new IllegalStateException("this engine has a clock");
        }
        return time;
    }

    /**
     * Servers that are buried, a day past their lease and named by no record (L2). Looks through all records where there
     * is such a server, so it is for a reading connection: a buried server is never named anew.
     */
    static List<Id> removable(Statements statements, Instant now) throws SQLException {
        PreparedStatement select = statements.of("SELECT id FROM server WHERE buried_at IS NOT NULL AND lease_end <= ?"
                + " AND id NOT IN (SELECT owner FROM profile WHERE owner IS NOT NULL)"
                + " AND id NOT IN (SELECT wanted_server FROM profile WHERE wanted_ask IS NOT NULL)");
        Columns.set(select, 1, now.minus(KEPT));
        List<Id> ids = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(Columns.someId(row, 1));
            }
        }
        return ids;
    }

    void remove(List<Id> servers) throws SQLException {
        for (Id server : servers) {
            PreparedStatement losses = statements.of("DELETE FROM taken WHERE owner = ?");
            Columns.set(losses, 1, server);
            losses.executeUpdate();
            PreparedStatement row = statements.of("DELETE FROM server WHERE id = ?");
            Columns.set(row, 1, server);
            row.executeUpdate();
            known.remove(server);
            displays.remove(server);
        }
    }
}
