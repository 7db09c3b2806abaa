package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ServerRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of {@code server}; each is read once per transaction. */
final class ServerTable {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Statements statements;
    private final Map<Id, ServerRow> known = new HashMap<>();

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

    /** Removes rows that are buried, a day past their lease and named by no record (L2). */
    void prune(Instant now) throws SQLException {
        String old = "SELECT id FROM server s WHERE buried_at IS NOT NULL AND lease_end <= ?"
                + " AND NOT EXISTS (SELECT 1 FROM profile WHERE owner = s.id)"
                + " AND NOT EXISTS (SELECT 1 FROM profile WHERE wanted_ask IS NOT NULL AND wanted_server = s.id)";
        PreparedStatement losses = statements.of("DELETE FROM taken WHERE owner IN (" + old + ")");
        Columns.set(losses, 1, now.minus(KEPT));
        losses.executeUpdate();
        PreparedStatement servers = statements.of("DELETE FROM server WHERE id IN (" + old + ")");
        Columns.set(servers, 1, now.minus(KEPT));
        servers.executeUpdate();
        known.clear();
    }
}
