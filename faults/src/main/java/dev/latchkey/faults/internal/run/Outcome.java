package dev.latchkey.faults.internal.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the players' checker found.
 *
 * @param clean whether nothing is lost or duplicated, all gold is there, and anything was acknowledged at all
 * @param acknowledged how many deeds the players were told to be durable
 * @param longestLoad for which a player stood before the door at most, over all tries
 * @param suspended for which a server's sessions were suspended at most
 */
record Outcome(long lost, long duplicated, boolean clean, long acknowledged, Duration longestLoad, Duration suspended) {
    /** Begins the line. */
    static final String MARK = "result ";

    /**
     * Reads the line.
     *
     * @throws NullPointerException if something is missing in it
     */
    static Outcome parse(String line) {
        Map<String, String> facts = new HashMap<>();
        for (String fact : line.substring(MARK.length()).split(" ", -1)) {
            int equals = fact.indexOf('=');
            facts.put(fact.substring(0, equals), fact.substring(equals + 1));
        }
        return new Outcome(
                number(facts, "lost"),
                number(facts, "duplicated"),
                Boolean.parseBoolean(facts.get("clean")),
                number(facts, "acknowledged"),
                Duration.ofMillis(number(facts, "longest-load-millis")),
                Duration.ofMillis(number(facts, "suspended-millis")));
    }

    private static long number(Map<String, String> facts, String name) {
        return Long.parseLong(Objects.requireNonNull(facts.get(name), name));
    }
}
