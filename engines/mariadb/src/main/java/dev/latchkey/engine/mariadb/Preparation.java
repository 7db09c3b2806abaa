package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.Database;
import dev.latchkey.engine.sql.Schema;
import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.HashMap;
import java.util.Map;

/** What is done and looked at when an engine opens a database. */
record Preparation(MariadbSettings settings) {
    private static final String SETTINGS = "SHOW SESSION VARIABLES WHERE Variable_name IN ('sql_mode',"
            + " 'max_statement_time', 'max_allowed_packet', 'version')";

    /** Of {@code GET_LOCK}, which is the whole server's. */
    private static final String LOCK = "concat('latchkey ', md5(DATABASE()))";

    private static final int LOCK_TRIES = 60;

    /** What a statement has beside its payload. */
    private static final int PACKET_REST = 64 * 1024;

    /**
     * What came of it.
     *
     * @param problem what keeps the engine from using the database; empty for nothing
     * @param room for payloads in what is sent at once, in bytes, also where each of them is escaped
     */
    record Ready(String problem, int room) {}

    Outcome<Ready> run(Database database) {
        return database.single(this::run);
    }

    private Ready run(Statements statements) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (ResultSet row = statements.of(SETTINGS).executeQuery()) {
            while (row.next()) {
                values.put(row.getString(1), row.getString(2));
            }
        }
        long room = (Long.parseLong(values.getOrDefault("max_allowed_packet", "0")) - PACKET_REST) / 2;
        if (room < 1) {
            return new Ready("the database takes no statement of a useful length: raise max_allowed_packet", 0);
        }
        String problem = problem(statements, values);
        return new Ready(problem.isEmpty() ? tables(statements) : problem, (int) Math.min(Integer.MAX_VALUE, room));
    }

    private String problem(Statements statements, Map<String, String> values) throws SQLException {
        if (statements.connection().getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
            return "the connections' isolation is not \"read committed\": set it in the pool";
        }
        if (!values.getOrDefault("sql_mode", "").contains("STRICT_ALL_TABLES")) {
            return "the connections' sql_mode is without STRICT_ALL_TABLES: set it in the pool: sql_mode="
                    + values.get("sql_mode");
        }
        if (Double.parseDouble(values.getOrDefault("max_statement_time", "1")) == 0) {
            return "the connections have no max_statement_time: set one of a few seconds in the pool";
        }
        if (!takesTexts(statements)) {
            return "the connections take one statement at a time: set allowMultiQueries=true in the pool";
        }
        Durability durability = Durability.of(statements);
        return settings.durable() && !durability.durable()
                ? "the database is not durable, which is demanded: " + durability.words()
                : "";
    }

    private static boolean takesTexts(Statements statements) throws SQLException {
        try (PreparedStatement statement = statements.connection().prepareStatement("DO 0; DO 0")) {
            return !statement.execute();
        } catch (SQLSyntaxErrorException e) {
            return false;
        }
    }

    private String tables(Statements statements) throws SQLException {
        Schema schema = MariadbSchema.SCHEMA;
        int known = schema.steps().size();
        int found = schema.found(statements);
        if (found < known && settings.migrate()) {
            found = migrate(statements);
        }
        if (found > known) {
            return "the database was written by a newer version of Latchkey: update this server: schema=" + found
                    + " known=" + known;
        }
        if (found < known) {
            return "the database has not the tables of this version: run what \"latchkey schema mariadb\" prints: schema="
                    + found + " known=" + known;
        }
        return countsChanges(statements)
                ? ""
                : "the connections count rows that are found, not changed: set useAffectedRows=true in the pool";
    }

    /** One at a time, by a lock that outlives the transactions that each change of a table ends. */
    private static int migrate(Statements statements) throws SQLException {
        for (int tries = 0; number(statements, "SELECT coalesce(get_lock(" + LOCK + ", 1), 0)") != 1; tries++) {
            if (tries == LOCK_TRIES) {
                throw new SQLException("somebody else makes the tables for more than a minute", "HY000");
            }
        }
        try {
            return MariadbSchema.SCHEMA.migrate(statements);
        } finally {
            long unused = number(statements, "SELECT release_lock(" + LOCK + ")");
        }
    }

    private static boolean countsChanges(Statements statements) throws SQLException {
        PreparedStatement same =
                statements.of("UPDATE latchkey_meta SET value = value WHERE name = 'schema' AND value <> ''");
        return same.executeUpdate() == 0;
    }

    private static long number(Statements statements, String query) throws SQLException {
        try (ResultSet row = statements.of(query).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
