package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Dialect;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How PostgreSQL says things. */
final class PostgresDialect implements Dialect {
    /**
     * Classes of errors with which the server says that it has undone the transaction. Not among them: connections that
     * broke (08), the end of the server (57P), errors of the system and of the server itself (58, XX).
     */
    private static final Set<String> UNDONE = Set.of(
            "0A", "21", "22", "23", "25", "26", "28", "2F", "34", "38", "39", "3D", "3F", "40", "42", "44", "53", "54",
            "55", "P0");

    private static final String TOO_LONG = "57014";
    private static final String SECOND_ROW = "23505";
    private static final String UNKNOWN_COMPLETION = "40003";

    @Override
    public String clock() {
        return "latchkey_now()";
    }

    @Override
    public String toChange() {
        return " FOR NO KEY UPDATE";
    }

    @Override
    public String toBury() {
        return " FOR UPDATE";
    }

    /** A renewal does not wait for it. */
    @Override
    public String toRely() {
        return " FOR KEY SHARE";
    }

    @Override
    public String toLook() {
        return " FOR SHARE";
    }

    @Override
    public String orNothing(String unique) {
        return " ON CONFLICT (" + unique + ") DO NOTHING";
    }

    @Override
    public Failure failure(SQLException failure) {
        String state = state(failure);
        if (state.equals(UNKNOWN_COMPLETION)) {
            return Failure.UNKNOWN;
        }
        if (state.startsWith("40") || state.equals(SECOND_ROW)) {
            return Failure.TRY_AGAIN;
        }
        return state.equals(TOO_LONG) || UNDONE.contains(state.substring(0, Math.min(2, state.length())))
                ? Failure.SURELY_NOT
                : Failure.UNKNOWN;
    }

    /** Whether a statement failed for what one of its items is, so that the others may do without it. */
    static boolean ofOneItem(@Nullable Throwable failure) {
        String state = state(failure);
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    /** Empty for none. A pool's own complaint has that of the connection which it could not make as its cause. */
    private static String state(@Nullable Throwable failure) {
        if (!(failure instanceof SQLException sql)) {
            return "";
        }
        String state = sql.getSQLState();
        return state == null || state.isEmpty() ? state(sql.getCause()) : state;
    }

    @Override
    public String words(Exception failure) {
        String state = state(failure);
        return words(state, failure) + (state.isEmpty() ? "" : ": sqlstate=" + state);
    }

    private static String words(String state, Exception failure) {
        return switch (state) {
            case TOO_LONG -> "the database took too long: look for long transactions and at its load";
            case "25006" -> "the database is read-only: name the primary, not a standby";
            case "3D000" -> "the database does not exist: create it";
            case "42501" ->
                "the database's user may not do this: grant it the rights, or let the owner make the tables";
            case "53100" -> "the database's disk is full: make room, saves go on by themselves";
            case "53300" -> "the database has too many connections: raise max_connections or use smaller pools";
            case "57P01", "57P02" -> "the database is shutting down: saves go on when it is back";
            case "57P03" -> "the database is starting: saves go on when it has";
            default -> wordsOfClass(state.substring(0, Math.min(2, state.length())), failure);
        };
    }

    private static String wordsOfClass(String state, Exception failure) {
        return switch (state) {
            case "08" -> "the database cannot be reached: check that it runs and that this server may connect to it";
            case "28" -> "the database refuses the user or the password";
            default -> "the database failed: " + firstLine(failure);
        };
    }

    /** What follows may hold data. */
    private static String firstLine(Exception failure) {
        String text = String.valueOf(failure.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
