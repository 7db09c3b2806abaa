package dev.latchkey.engine.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server's error means, in words that say what to do, and whether the command surely had no effect. */
final class Failures {
    /** Errors that come before anything is changed, also from inside a script: it is refused its first change. */
    private static final Map<String, String> BEFORE_ANYTHING = Map.ofEntries(
            Map.entry("NOSCRIPT", "the server has lost its scripts"),
            Map.entry("WRONGPASS", "the server does not know this user and password"),
            Map.entry("LOADING", "the server is loading its data after a start: wait, saves go on by themselves"),
            Map.entry("OOM", "the server's memory limit is reached: raise maxmemory or remove other data"),
            Map.entry("MISCONF", "the server cannot write to its disk: look at its log and at the free space"),
            Map.entry("READONLY", "the server is a replica and takes no writes: name the primary in the store's URL"),
            Map.entry("NOAUTH", "the server wants a password: name it in the store's URL, a file or the environment"),
            Map.entry("NOPERM", "the user may not run the commands that the store needs; see docs/operating.md"),
            Map.entry("CLUSTERDOWN", "the cluster is down: look at its nodes"),
            Map.entry("TRYAGAIN", "the store's slot is being moved to another node: try again when that is over"),
            Map.entry("ASK", "the store's slot is being moved to another node: try again when that is over"));

    private Failures() {}

    /** Whether a command that was answered so surely had no effect. */
    static boolean surelyNot(String error) {
        return code(error) != null || error.startsWith("MOVED") || error.startsWith("BUSY ");
    }

    /** One line about it. */
    static String words(String error) {
        String code = code(error);
        return (code == null ? "the server failed" : BEFORE_ANYTHING.get(code)) + ": error=" + error;
    }

    /** Older servers wrap what a script was refused: "ERR Error running script (…): -OOM …". */
    private static @Nullable String code(String error) {
        boolean inside = error.contains("Error running script");
        for (String code : BEFORE_ANYTHING.keySet()) {
            // A script may be forbidden a command after it did others.
            if (error.startsWith(code + " ")
                    || (inside && !code.equals("NOPERM") && error.contains("-" + code + " "))) {
                return code;
            }
        }
        return null;
    }

    static boolean moved(String error) {
        return error.startsWith("MOVED ");
    }
}
