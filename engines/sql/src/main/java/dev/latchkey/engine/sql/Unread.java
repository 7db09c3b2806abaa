package dev.latchkey.engine.sql;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries a failed query through rules, which know no {@link SQLException}. */
final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final SQLException failure;

    private Unread(SQLException failure) {
        super(failure);
        this.failure = failure;
    }

    /** Asks the database. */
    @FunctionalInterface
    interface Query<R extends @Nullable Object> {
        R run() throws SQLException;
    }

    /** Inside of {@link #decide}: what the database says. */
    static <R extends @Nullable Object> R ask(Query<R> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw new Unread(e);
        }
    }

    /** What a rule says that asks by {@link #ask}. */
    static <R> R decide(Supplier<R> rule) throws SQLException {
        try {
            return rule.get();
        } catch (Unread e) {
            throw e.failure;
        }
    }
}
