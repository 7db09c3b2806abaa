package dev.latchkey.engine.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * One connection and its prepared statements, each prepared once. Of one thread at a time.
 *
 * <p>The connection is in the driver's manual-commit mode with no transaction open: BEGIN and COMMIT are
 * statements like any other, and a query outside of them is a transaction of its own. (In automatic mode the driver would
 * add a BEGIN and a COMMIT of its own to each statement.)
 */
final class Statements implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** The statement for a constant text, without its former parameters. */
    PreparedStatement of(String sql) throws SQLException {
        PreparedStatement found = prepared.get(sql);
        if (found == null) {
            found = connection.prepareStatement(sql);
            prepared.put(sql, found);
        }
        return found;
    }

    /** Runs a statement without parameters and result. */
    void run(String sql) throws SQLException {
        of(sql).executeUpdate();
    }

    /** Runs a statement once, unprepared; for settings and schemas. */
    void once(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the only row. */
    long number(String sql) throws SQLException {
        try (ResultSet rows = of(sql).executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The first column of the only row. */
    String text(String sql) throws SQLException {
        try (ResultSet rows = of(sql).executeQuery()) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
