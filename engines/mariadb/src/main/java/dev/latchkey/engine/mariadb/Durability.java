package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What a server's settings are worth.
 *
 * @param flush {@code innodb_flush_log_at_trx_commit}: 1 and 3 sync at each commit
 * @param method {@code innodb_flush_method}
 * @param wholePages {@code innodb_doublewrite}: whether a page that was half written when the power went can be put right
 * @param log {@code log_bin}: whether changes go to replicas
 * @param syncLog {@code sync_binlog}: after how many commits that log is synced; 0 for never
 */
record Durability(int flush, String method, boolean wholePages, boolean log, long syncLog) {
    private static final String QUERY =
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('innodb_flush_log_at_trx_commit',"
                    + " 'innodb_flush_method', 'innodb_doublewrite', 'log_bin', 'sync_binlog')";

    static Durability of(Statements statements) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (ResultSet row = statements.of(QUERY).executeQuery()) {
            while (row.next()) {
                values.put(row.getString(1), row.getString(2));
            }
        }
        return new Durability(
                Integer.parseInt(values.getOrDefault("innodb_flush_log_at_trx_commit", "0")),
                values.getOrDefault("innodb_flush_method", "unknown"),
                !values.getOrDefault("innodb_doublewrite", "OFF").equals("OFF"),
                values.getOrDefault("log_bin", "OFF").equals("ON"),
                Long.parseLong(values.getOrDefault("sync_binlog", "0")));
    }

    private boolean synced() {
        return (flush == 1 || flush == 3) && !method.equals("nosync");
    }

    /**
     * Whether an acknowledged save survives a loss of power, as far as the disk keeps what it says it has written. Where
     * there is a binary log, it decides after a crash which commits were made.
     */
    boolean durable() {
        return synced() && wholePages && (!log || syncLog == 1);
    }

    /** What an acknowledged save survives, and the settings that say so. */
    String words() {
        return meaning() + " (innodb_flush_log_at_trx_commit=" + flush + ", innodb_flush_method=" + method
                + ", innodb_doublewrite=" + (wholePages ? "on" : "off") + ", log_bin=" + (log ? "on" : "off")
                + ", sync_binlog=" + syncLog + ").";
    }

    private String meaning() {
        if (flush == 0) {
            return "An acknowledged save may be lost with the end of the database's process: set"
                    + " innodb_flush_log_at_trx_commit = 1";
        }
        if (!synced()) {
            return "An acknowledged save survives the end of the database's process, but may be lost with the system or the"
                    + " power: set innodb_flush_log_at_trx_commit = 1 and a flush method that syncs";
        }
        if (!wholePages) {
            return "An acknowledged save is synced to the disk, but a page that is half written when the power goes is"
                    + " lost: set innodb_doublewrite = ON";
        }
        if (log && syncLog != 1) {
            return "An acknowledged save is synced to the disk, but not the log for replicas, which may be without it"
                    + " after a loss of power: set sync_binlog = 1";
        }
        return "An acknowledged save is synced to the disk: it survives the end of the process, of the system and a loss of"
                + " power, if the disk keeps what it says it has written; not the loss of that disk, for what replicas"
                + " have is not asked";
    }
}
