package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.Dialect;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How MariaDB and MySQL say things.
 *
 * @param clock the store's clock, as an expression
 */
record MariadbDialect(String clock) implements Dialect {
    /** The database's wall clock, in a zone where no hour comes twice. It is read when a statement begins. */
    static final String WALL_CLOCK = "(timestampdiff(MICROSECOND, '1970-01-01 00:00:00', utc_timestamp(3)) DIV 1000)";

    /** Classes of errors with which the server says that it has undone the statement: the data, the text, the rights. */
    private static final Set<String> UNDONE = Set.of("0A", "21", "22", "23", "25", "28", "3D", "42", "45");

    private static final int DEADLOCK = 1213;
    private static final int CHANGED_SINCE_READ = 1020;
    private static final int SECOND_ROW = 1062;
    private static final int LOCK_WAIT = 1205;
    private static final int TOO_LONG = 1969;
    private static final int TOO_LONG_MYSQL = 3024;
    private static final int INTERRUPTED = 1317;
    private static final int DISK_FULL = 1021;
    private static final int TABLE_FULL = 1114;
    private static final int READ_ONLY_OPTION = 1290;
    private static final int READ_ONLY = 1836;
    private static final int TOO_MANY = 1040;
    private static final int SHUTDOWN = 1053;
    private static final int NO_DATABASE = 1049;

    /** Errors of the general class that say the same. */
    private static final Set<Integer> UNDONE_CODES = Set.of(
            LOCK_WAIT, TOO_LONG, TOO_LONG_MYSQL, INTERRUPTED, DISK_FULL, TABLE_FULL, READ_ONLY_OPTION, READ_ONLY);

    @Override
    public String toChange() {
        return " FOR UPDATE";
    }

    @Override
    public String toBury() {
        return " FOR UPDATE";
    }

    @Override
    public String toRely() {
        return " LOCK IN SHARE MODE";
    }

    @Override
    public String toLook() {
        return " LOCK IN SHARE MODE";
    }

    /** The row that is there is set to what it is, which the driver counts as nothing where it counts changes. */
    @Override
    public String orNothing(String unique) {
        int comma = unique.indexOf(',');
        String column = comma < 0 ? unique : unique.substring(0, comma);
        return " ON DUPLICATE KEY UPDATE " + column + " = VALUES(" + column + ")";
    }

    @Override
    public Failure failure(SQLException failure) {
        int code = code(failure);
        if (code == DEADLOCK || code == CHANGED_SINCE_READ || code == SECOND_ROW) {
            return Failure.TRY_AGAIN;
        }
        return UNDONE_CODES.contains(code) || UNDONE.contains(classOf(state(failure)))
                ? Failure.SURELY_NOT
                : Failure.UNKNOWN;
    }

    /** Whether a statement failed for what one of its items is, so that the others may do without it. */
    static boolean ofOneItem(@Nullable Throwable failure) {
        String state = classOf(state(failure));
        return state.equals("22") || state.equals("23");
    }

    private static String classOf(String state) {
        return state.substring(0, Math.min(2, state.length()));
    }

    /** A pool's own complaint has that of the connection which it could not make as its cause. */
    private static int code(@Nullable Throwable failure) {
        if (!(failure instanceof SQLException sql)) {
            return 0;
        }
        return sql.getErrorCode() == 0 ? code(sql.getCause()) : sql.getErrorCode();
    }

    private static String state(@Nullable Throwable failure) {
        if (!(failure instanceof SQLException sql)) {
            return "";
        }
        String state = sql.getSQLState();
        return state == null || state.isEmpty() ? state(sql.getCause()) : state;
    }

    @Override
    public String words(Exception failure) {
        int code = code(failure);
        String state = state(failure);
        String facts = code > 0 ? ": error=" + code + " sqlstate=" + state : "";
        return words(code, classOf(state), failure) + facts;
    }

    private static String words(int code, String state, Exception failure) {
        return switch (code) {
            case TOO_LONG, TOO_LONG_MYSQL, LOCK_WAIT, INTERRUPTED ->
                "the database took too long: look for long transactions and at its load";
            case READ_ONLY_OPTION, READ_ONLY -> "the database is read-only: name the primary, not a replica";
            case NO_DATABASE -> "the database does not exist: create it";
            case DISK_FULL, TABLE_FULL -> "the database's disk is full: make room, saves go on by themselves";
            case TOO_MANY -> "the database has too many connections: raise max_connections or use smaller pools";
            case SHUTDOWN -> "the database is shutting down: saves go on when it is back";
            case 1044, 1142, 1227 ->
                "the database's user may not do this: grant it the rights, or let the owner make the tables";
            default -> wordsOfClass(state, failure);
        };
    }

    private static String wordsOfClass(String state, Exception failure) {
        return switch (state) {
            case "08" ->
                "the database cannot be reached: check that it runs, that this server may connect to it, and"
                        + " whether it speaks TLS (sslMode)";
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
