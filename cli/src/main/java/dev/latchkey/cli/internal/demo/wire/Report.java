package dev.latchkey.cli.internal.demo.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line from a game server. Ends with a mark, so that the half line of a killed process is known for one. */
public sealed interface Report {
    /** How a session came to a server. */
    enum How {
        /** Nobody had it. */
        FREE,
        /** Another server gave it. */
        HANDED,
        /** Its server was dead. */
        TAKEN
    }

    /** Players may come. */
    record Ready() implements Report {}

    /**
     * A player is in.
     *
     * @param micros from the first refusal for a hand-off, else from the call, until the data was there
     */
    record Joined(long session, How how, long micros, PlayerData data) implements Report {}

    /** A player did not get in. */
    record Failed(long session, String reason) implements Report {}

    /** A deed counts, in memory; it is the {@code count}-th of the lineage. */
    record Did(long session, int number, int count) implements Report {}

    /** A deed surely does not count. */
    record Refused(long session, int number, String reason) implements Report {}

    /** The first {@code count} deeds of the lineage, the last of them {@code number}, are durable. */
    record Saved(long session, int number, int count) implements Report {}

    /** A session is over; where {@code durable}, like {@link Saved}. */
    record Ended(long session, int number, int count, boolean durable, String reason) implements Report {}

    /** How it goes; counters since the start of the process. */
    record Stats(long sessions, long saves) implements Report {}

    /** All sessions are suspended from now on, or no longer (L3). */
    record Suspended(boolean on) implements Report {}

    /** Something to tell. */
    record Note(String text) implements Report {}

    /** Ends every line. */
    String MARK = " ;";

    /** The line. */
    default String line() {
        return switch (this) {
                    case Ready() -> "ready";
                    case Joined(long session, How how, long micros, PlayerData data) ->
                        "joined " + session + " " + how + " " + micros + " " + data.gold() + " " + list(data.items())
                                + " " + list(data.done());
                    case Failed(long session, String reason) -> "failed " + session + " " + reason;
                    case Did(long session, int number, int count) -> "did " + session + " " + number + " " + count;
                    case Refused(long session, int number, String reason) ->
                        "refused " + session + " " + number + " " + reason;
                    case Saved(long session, int number, int count) -> "saved " + session + " " + number + " " + count;
                    case Ended(long session, int number, int count, boolean durable, String reason) ->
                        "ended " + session + " " + number + " " + count + " " + durable + " " + reason;
                    case Stats(long sessions, long saves) -> "stats " + sessions + " " + saves;
                    case Suspended(boolean on) -> "suspended " + on;
                    case Note(String text) -> "note " + text;
                }
                + MARK;
    }

    /** Reads a line; empty where it is not whole, or none of these. */
    static Optional<Report> parse(String line) {
        if (!line.endsWith(MARK)) {
            return Optional.empty();
        }
        String body = line.substring(0, line.length() - MARK.length());
        String[] word = body.split(" ", -1);
        return switch (word[0]) {
            case "ready" -> Optional.of(new Ready());
            case "joined" ->
                Optional.of(new Joined(
                        Long.parseLong(word[1]),
                        How.valueOf(word[2]),
                        Long.parseLong(word[3]),
                        new PlayerData(Long.parseLong(word[4]), numbers(word[5]), numbers(word[6]))));
            case "failed" -> Optional.of(new Failed(Long.parseLong(word[1]), rest(body, 2)));
            case "did" ->
                Optional.of(new Did(Long.parseLong(word[1]), Integer.parseInt(word[2]), Integer.parseInt(word[3])));
            case "refused" ->
                Optional.of(new Refused(Long.parseLong(word[1]), Integer.parseInt(word[2]), rest(body, 3)));
            case "saved" ->
                Optional.of(new Saved(Long.parseLong(word[1]), Integer.parseInt(word[2]), Integer.parseInt(word[3])));
            case "ended" ->
                Optional.of(new Ended(
                        Long.parseLong(word[1]),
                        Integer.parseInt(word[2]),
                        Integer.parseInt(word[3]),
                        Boolean.parseBoolean(word[4]),
                        rest(body, 5)));
            case "stats" -> Optional.of(new Stats(Long.parseLong(word[1]), Long.parseLong(word[2])));
            case "suspended" -> Optional.of(new Suspended(Boolean.parseBoolean(word[1])));
            case "note" -> Optional.of(new Note(rest(body, 1)));
            default -> Optional.empty();
        };
    }

    private static String rest(String body, int words) {
        String[] parts = body.split(" ", words + 1);
        return parts[parts.length - 1];
    }

    /** For example {@code 3,1,2}; {@code -} for none. */
    static String list(List<Integer> numbers) {
        return numbers.isEmpty()
                ? "-"
                : String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    /** Reads what {@link #list} wrote. */
    static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        if (!list.equals("-")) {
            for (String number : list.split(",", -1)) {
                numbers.add(Integer.valueOf(number));
            }
        }
        return numbers;
    }
}
