package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Database;
import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What is done and looked at when an engine opens a database. */
record Preparation(PostgresSettings settings) {
    /** What keeps the engine from using it; empty for nothing. */
    Outcome<String> run(Database database) {
        return database.write(this::run);
    }

    private String run(Statements statements) throws SQLException {
        try (Statement statement = statements.connection().createStatement()) {
            String encoding = text(statement, "SHOW server_encoding");
            if (!encoding.equals("UTF8")) {
                return "the database's encoding is not UTF8: make one with ENCODING 'UTF8': encoding=" + encoding;
            }
            String isolation = text(statement, "SHOW transaction_isolation");
            if (!isolation.equals("read committed")) {
                return "the connections' isolation is not \"read committed\": set it in the pool: isolation="
                        + isolation;
            }
            if (text(statement, "SHOW statement_timeout").equals("0")) {
                return "the connections have no statement_timeout: set one of a few seconds in the pool";
            }
            Durability durability = durability(statements);
            if (settings.durable() && !durability.durable()) {
                return "the database is not durable, which is demanded: " + durability.words();
            }
            if (settings.schema() != null && settings.migrate()) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + settings.schema());
            }
        }
        int known = PostgresSchema.SCHEMA.steps().size();
        int found = settings.migrate()
                ? PostgresSchema.SCHEMA.migrate(statements)
                : PostgresSchema.SCHEMA.found(statements);
        if (found > known) {
            return "the database was written by a newer version of Latchkey: update this server: schema=" + found
                    + " known=" + known;
        }
        return found == known
                ? ""
                : "the database has not the tables of this version: run what \"latchkey schema postgres\" prints: schema="
                        + found + " known=" + known;
    }

    static Durability durability(Statements statements) throws SQLException {
        try (ResultSet row = statements.of(Durability.QUERY).executeQuery()) {
            row.next();
            return new Durability(row.getBoolean(1), row.getString(2), row.getBoolean(3), row.getString(4));
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
