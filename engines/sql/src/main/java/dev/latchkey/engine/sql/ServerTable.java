package dev.latchkey.engine.sql;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of {@code latchkey_server}; each is looked at once per transaction. */
final class ServerTable {
    static final String COLUMNS = "id, name, beat, since, lease_end, buried_at";

    private static final Duration KEPT = Duration.ofDays(1);
    private static final String ONE = "SELECT " + COLUMNS + " FROM latchkey_server WHERE id = ?";

    private final Statements statements;
    private final Map<Id, ServerRow> known = new HashMap<>();
    private final Map<Id, ServerRow> relied = new HashMap<>();

    ServerTable(Statements statements) {
        this.statements = statements;
    }

    /** The row as it is now. */
    @Nullable
    ServerRow find(Id server) throws SQLException {
        ServerRow found = known.get(server);
        return found == null ? read(server, "") : found;
    }

    /** The row, which is not buried before this transaction is over: for whoever makes that server an owner (L2). */
    @Nullable
    ServerRow rely(Id server) throws SQLException {
        ServerRow found = relied.get(server);
        if (found == null) {
            found = read(server, statements.dialect().toRely());
            if (found != null) {
                relied.put(server, found);
            }
        }
        return found;
    }

    /** The row, about to be changed. */
    @Nullable
    ServerRow change(Id server) throws SQLException {
        return read(server, statements.dialect().toChange());
    }

    /** The row, about to be buried. */
    @Nullable
    ServerRow end(Id server) throws SQLException {
        return read(server, statements.dialect().toBury());
    }

    private @Nullable ServerRow read(Id server, String lock) throws SQLException {
        PreparedStatement select = statements.of(ONE + lock);
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

    /** For the rules: that server is relied on, others are looked at. */
    Function<Id, @Nullable ServerRow> lookUp(@Nullable Id future) {
        return server -> Unread.<@Nullable ServerRow>ask(() -> server.equals(future) ? rely(server) : find(server));
    }

    /** For the rules of a hand-off: whoever is looked at may be the next owner. */
    @Nullable
    ServerRow taker(Id server) {
        return Unread.<@Nullable ServerRow>ask(() -> rely(server));
    }

    /** A server's name and id, for people. */
    String display(Id server) throws SQLException {
        ServerRow row = find(server);
        return row == null ? server.toString() : row.name() + " " + server;
    }

    /** A server's name; empty where its row is missing. */
    String name(Id server) throws SQLException {
        ServerRow row = find(server);
        return row == null ? "" : row.name();
    }

    /** The row in the columns of {@link #COLUMNS}. */
    static ServerRow read(ResultSet row) throws SQLException {
        return new ServerRow(
                Columns.someId(row, 1),
                Columns.text(row, 2),
                row.getLong(3),
                Columns.time(row, 4),
                Columns.time(row, 5),
                Columns.longOrNull(row, 6) != null);
    }

    void insert(ServerRow server) throws SQLException {
        PreparedStatement insert = statements.of("INSERT INTO latchkey_server (id, name, beat, since, lease_end)"
                + " VALUES (?, ?, ?, ?, ?)" + statements.dialect().orNothing("id"));
        Columns.set(insert, 1, server.server());
        insert.setString(2, server.name());
        insert.setLong(3, server.beat());
        Columns.set(insert, 4, time(server.since()));
        Columns.set(insert, 5, time(server.leaseEnd()));
        if (insert.executeUpdate() != 1) {
            throw new Racing("server");
        }
    }

    /** Writes a row that was found. */
    void update(ServerRow server, Instant now) throws SQLException {
        PreparedStatement update = statements.of(
                "UPDATE latchkey_server SET beat = ?, since = ?, lease_end = ?, buried_at = ? WHERE id = ?");
        update.setLong(1, server.beat());
        Columns.set(update, 2, time(server.since()));
        Columns.set(update, 3, time(server.leaseEnd()));
        Columns.setTime(update, 4, server.buried() ? now : null);
        Columns.set(update, 5, server.server());
        update.executeUpdate();
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
     * is such a server, so it locks nothing: a buried server is never named anew.
     */
    static List<Id> removable(Statements statements) throws SQLException {
        PreparedStatement select = statements.of("SELECT id FROM latchkey_server WHERE buried_at IS NOT NULL"
                + " AND lease_end <= " + statements.dialect().clock() + " - ?"
                + " AND id NOT IN (SELECT owner FROM latchkey_profile WHERE owner IS NOT NULL)"
                + " AND id NOT IN (SELECT wanted_server FROM latchkey_profile WHERE wanted_server IS NOT NULL)"
                + " ORDER BY id");
        select.setLong(1, KEPT.toMillis());
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
            PreparedStatement losses = statements.of("DELETE FROM latchkey_taken WHERE owner = ?");
            Columns.set(losses, 1, server);
            losses.executeUpdate();
            PreparedStatement row = statements.of("DELETE FROM latchkey_server WHERE id = ? AND buried_at IS NOT NULL");
            Columns.set(row, 1, server);
            row.executeUpdate();
        }
    }
}
