package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are sent together and are one transaction: one round trip. The database runs them one after the other, and
 * none behind one that fails. Of one thread.
 *
 * <p>What a statement finds out is for the later ones in variables of the connection, whose names begin with {@code @lk_};
 * {@code @lk_now} is the store's time, read once what was to be locked is locked.
 */
final class Text {
    private final StringBuilder sql = new StringBuilder("START TRANSACTION");
    private final List<@Nullable Object> values = new ArrayList<>();

    /** What is read of the answers, in the order of the statements. */
    @FunctionalInterface
    interface Reader<R> {
        R read(Answers answers) throws SQLException;
    }

    /**
     * Adds a statement.
     *
     * @param parameters numbers, texts, booleans, bytes, ids, names (two each), payloads (four each), or nulls
     */
    Text add(String statement, @Nullable Object... parameters) {
        sql.append("; ").append(statement);
        for (Object parameter : parameters) {
            switch (parameter) {
                case ProfileId name -> {
                    values.add(name.store());
                    values.add(name.key());
                }
                case Payload payload -> {
                    values.add(payload.codec());
                    values.add(payload.schema());
                    values.add(payload.text());
                    values.add(payload.bytes());
                }
                case Id id -> values.add(id.toString());
                case null -> values.add(null);
                default -> values.add(parameter);
            }
        }
        return this;
    }

    /** Reads the clock. */
    Text addClock(Statements statements) {
        return add("SET @lk_now = " + statements.dialect().clock());
    }

    /** Commits at the end; what fails is undone. */
    <R> R run(Statements statements, Reader<R> reader) throws SQLException {
        try {
            PreparedStatement all = statements.of(sql + "; COMMIT");
            for (int at = 1; at <= values.size(); at++) {
                set(all, at, values.get(at - 1));
            }
            Answers answers = new Answers(all, all.execute());
            answers.skip(1);
            R read = reader.read(answers);
            answers.end();
            return read;
        } catch (SQLException | RuntimeException e) {
            undo(statements.connection(), e);
            throw e;
        }
    }

    /** Said in words, since after an error the driver does not know that a transaction is open. */
    private static void undo(Connection connection, Exception because) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private static void set(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.VARCHAR);
            case byte[] bytes -> statement.setBytes(at, bytes);
            case Boolean flag -> statement.setBoolean(at, flag);
            case Integer number -> statement.setInt(at, number);
            case Long number -> statement.setLong(at, number);
            default -> statement.setString(at, value.toString());
        }
    }

    /** The answers to a text. */
    static final class Answers {
        private final PreparedStatement all;
        private boolean rows;

        Answers(PreparedStatement all, boolean rows) {
            this.all = all;
            this.rows = rows;
        }

        private void next() throws SQLException {
            rows = all.getMoreResults();
        }

        /** Leaves the answers to so many statements that only do something. */
        void skip(int statements) throws SQLException {
            for (int i = 0; i < statements; i++) {
                count();
            }
        }

        /** How many rows the next statement has changed. */
        int count() throws SQLException {
            int count = all.getUpdateCount();
            if (rows || count < 0) {
                throw new SQLException("a statement answers with rows, or not at all");
            }
            next();
            return count;
        }

        /** The rows of the next statement. */
        <R> R rows(Rows<R> reader) throws SQLException {
            if (!rows) {
                throw new SQLException("a statement answers without rows");
            }
            R read;
            try (ResultSet row = all.getResultSet()) {
                read = reader.read(row);
            }
            next();
            return read;
        }

        /** COMMIT is the last. */
        private void end() throws SQLException {
            skip(1);
            if (rows || all.getUpdateCount() >= 0) {
                throw new SQLException("there are more answers than statements");
            }
        }
    }

    /** Reads rows. */
    @FunctionalInterface
    interface Rows<R> {
        R read(ResultSet row) throws SQLException;
    }
}
