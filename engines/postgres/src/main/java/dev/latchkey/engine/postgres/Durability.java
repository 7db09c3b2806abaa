package dev.latchkey.engine.postgres;

/**
 * What a server's settings are worth.
 *
 * @param fsync whether what is written is synced to the disk
 * @param commit {@code synchronous_commit}: what a commit waits for
 * @param wholePages whether a page that was half written when the power went can be put right
 * @param standbys {@code synchronous_standby_names}; empty for none
 */
record Durability(boolean fsync, String commit, boolean wholePages, String standbys) {
    static final String QUERY = "SELECT current_setting('fsync') = 'on', current_setting('synchronous_commit'),"
            + " current_setting('full_page_writes') = 'on', current_setting('synchronous_standby_names')";

    /** Whether an acknowledged save survives a loss of power, as far as the disk keeps what it says it has written. */
    boolean durable() {
        return fsync && wholePages && !commit.equals("off");
    }

    /** What an acknowledged save survives, and the settings that say so. */
    String words() {
        return meaning() + " (fsync=" + (fsync ? "on" : "off") + ", synchronous_commit=" + commit
                + ", full_page_writes="
                + (wholePages ? "on" : "off") + ", synchronous_standby_names="
                + (standbys.isEmpty() ? "none" : standbys)
                + ").";
    }

    private String meaning() {
        if (commit.equals("off")) {
            return "An acknowledged save may be lost with the end of the database's process: set synchronous_commit = on";
        }
        if (!fsync) {
            return "An acknowledged save survives the end of the database's process, but the whole database may be lost"
                    + " with the system or the power: set fsync = on";
        }
        if (!wholePages) {
            return "An acknowledged save is synced to the disk, but a page that is half written when the power goes is"
                    + " lost: set full_page_writes = on";
        }
        String one =
                "An acknowledged save is synced to the disk: it survives the end of the process, of the system and a"
                        + " loss of power, if the disk keeps what it says it has written";
        if (standbys.isEmpty() || commit.equals("local")) {
            return one + "; not the loss of that disk, for no standby has to have it";
        }
        return switch (commit) {
            case "remote_write" -> one + ", and a standby's process has it";
            default -> one + ", and the loss of that disk, for a standby has synced it, too";
        };
    }
}
