package dev.latchkey.engine.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What went wrong with a file, in words that say what to do. */
final class Failures {
    private Failures() {}

    /** One line about a failure. */
    static String words(Path file, Exception failure) {
        if (failure instanceof UnusableException unusable) {
            return unusable.getMessage();
        }
        return failure instanceof SQLException sql
                ? words(sql) + ": file=" + file + " sqlite=" + code(sql)
                : "the store failed: file=" + file + " error=" + failure;
    }

    private static String words(SQLException failure) {
        return switch (primary(failure)) {
            case 5, 6 -> "the database is locked by another program: close the tool that writes to it";
            case 8 -> "the database is read-only: make the file and its folder writable for this server";
            case 10 -> "the disk failed: look at the system's log and at the free space";
            case 11 -> "the database is damaged: stop all servers, then restore a backup or use sqlite3's .recover";
            case 13 -> "the disk or the database's size limit is full: make room, saves go on by themselves";
            case 14 -> "the database cannot be opened: check that its folder exists and is writable";
            case 18 -> "the data is too big for the database";
            case 26 -> "the file is not a SQLite database: name another file";
            default -> "the database failed: " + failure.getMessage();
        };
    }

    /**
     * Whether a failed COMMIT surely left nothing behind, provided that it could be rolled back: the disk was full before
     * the log had its last frame, or a lock was not granted. Any other failure may have come after that frame.
     */
    static boolean surelyNotCommitted(SQLException failure) {
        int code = primary(failure);
        return code == SQLiteErrorCode.SQLITE_FULL.code || code == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    private static int primary(SQLException failure) {
        return (failure instanceof SQLiteException known ? known.getResultCode().code : failure.getErrorCode()) & 0xff;
    }

    private static String code(SQLException failure) {
        return failure instanceof SQLiteException known
                ? known.getResultCode().name()
                : Integer.toString(failure.getErrorCode());
    }
}
