package dev.latchkey.engine.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, as steps from each version to the next; {@code latchkey_meta} has the version. Immutable.
 *
 * @param steps step n leads from version n to version n + 1; old steps are never changed
 * @param present a query whether {@code latchkey_meta} is there, in one row
 * @param lock a statement that waits until nobody else migrates, for this transaction
 */
public record Schema(List<List<String>> steps, String present, String lock) {
    /** Copies the list. */
    public Schema {
        steps = List.copyOf(steps);
    }

    /** All statements that make the tables in an empty database, for people to run. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> step : steps) {
            step.forEach(change -> text.append(change).append(";\n\n"));
        }
        return text.append(meta()).append(";\n").toString();
    }

    private String meta() {
        return "UPDATE latchkey_meta SET value = '" + steps.size() + "' WHERE name = 'schema'";
    }

    /**
     * Leads an empty or older database to this version; inside a transaction.
     *
     * @return the version that was found, higher than this one where nothing was done
     */
    public int migrate(Statements statements) throws SQLException {
        try (Statement statement = statements.connection().createStatement()) {
            int found = found(statement);
            if (found >= steps.size()) {
                return found;
            }
            statement.execute(lock);
            // Looked at again, now that nobody else can be at it.
            for (List<String> step : steps.subList(Math.min(found(statement), steps.size()), steps.size())) {
                for (String change : step) {
                    statement.execute(change);
                }
            }
            statement.execute(meta());
            return found(statement);
        }
    }

    /** The version of a database; 0 where there are no tables. */
    public int found(Statements statements) throws SQLException {
        try (Statement statement = statements.connection().createStatement()) {
            return found(statement);
        }
    }

    private int found(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(present)) {
            if (!row.next() || !row.getBoolean(1)) {
                return 0;
            }
        }
        try (ResultSet row = statement.executeQuery("SELECT value FROM latchkey_meta WHERE name = 'schema'")) {
            return row.next() ? Integer.parseInt(Columns.text(row, 1)) : 0;
        }
    }
}
