package dev.latchkey.engine.sqlite;

/** Says what a connection's settings are worth. */
final class Durability {
    private static final int FULL = 2;

    private Durability() {}

    static boolean isSynced(int synchronous) {
        return synchronous >= FULL;
    }

    static String words(String journal, int synchronous) {
        String settings = " (journal_mode=" + journal + ", synchronous=" + synchronous + ")";
        if (isSynced(synchronous)) {
            return "An acknowledged save is synced to the disk: it survives the end of the process, of the system and"
                    + " a loss of power, if the disk keeps what it says it has written" + settings + ".";
        }
        return "An acknowledged save survives the end of the process, but may be lost with the system or the power"
                + settings + ".";
    }
}
