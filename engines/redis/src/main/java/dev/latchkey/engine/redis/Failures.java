package dev.latchkey.engine.redis;

import java.util.Map;

/** What a server's error means, in words that say what to do, and whether the command surely had no effect. */
final class Failures {
    /** Errors that come before anything is changed, also from inside a script: it is refused its first change. */
    private static final Map<String, String> BEFORE_ANYTHING = Map.of(
            "NOSCRIPT", "the server has lost its scripts",
            "LOADING", "the server is loading its data after a start: wait, saves go on by themselves",
            "OOM", "the server's memory limit is reached: raise maxmemory or remove other data",
            "MISCONF", "the server cannot write to its disk: look at its log and at the free space",
            "READONLY", "the server is a replica and takes no writes: name the primary in the store's URL",
            "NOAUTH", "the server wants a password: name it in the store's URL, a file or the environment",
            "NOPERM", "the user may not run the commands that the store needs; see docs/operating.md",
            "CLUSTERDOWN", "the cluster is down: look at its nodes",
            "TRYAGAIN", "the store's slot is being moved to another node: try again when that is over",
            "ASK", "the store's slot is being moved to another node: try again when that is over");

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
    private static @org.jspecify.annotations.Nullable String code(String error) {
        for (String code : BEFORE_ANYTHING.keySet()) {
            if (error.startsWith(code + " ")
                    || (error.contains("Error running script") && error.contains("-" + code + " "))) {
                return code;
            }
        }
        return null;
    }

    static boolean moved(String error) {
        return error.startsWith("MOVED ");
    }
}
