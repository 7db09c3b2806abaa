package dev.latchkey.engine.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A connection's statements for the time of one call, each prepared once. Of one thread. */
public final class Statements implements AutoCloseable {
    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** The dialect of its database. */
    public Dialect dialect() {
        return dialect;
    }

    /** The statement for a text, without its former parameters. */
    public PreparedStatement of(String sql) throws SQLException {
        PreparedStatement found = prepared.get(sql);
        if (found == null) {
            found = connection.prepareStatement(sql);
            prepared.put(sql, found);
        } else {
            found.clearParameters();
        }
        return found;
    }

    /** The connection, for what needs more than a statement. */
    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
    }
}
