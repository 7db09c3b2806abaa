package dev.latchkey.cli.internal.demo.wire;

/** A line to a game server. A session's number is never used twice. */
public sealed interface Command {
    /** A player arrives. */
    record Join(long session, String key) implements Command {}

    /** A player does something. */
    record Do(long session, int number, Deed deed) implements Command {}

    /** A player wants to know that everything so far is safe. */
    record Save(long session) implements Command {}

    /** A player has gone. */
    record Quit(long session) implements Command {}

    /** The bus carries from now on, or drops everything. */
    record Bus(boolean up) implements Command {}

    /** The server shuts down in good order. */
    record Stop() implements Command {}

    /** The line. */
    default String line() {
        return switch (this) {
            case Join(long session, String key) -> "join " + session + " " + key;
            case Do(long session, int number, Deed deed) -> "do " + session + " " + number + " " + deed;
            case Save(long session) -> "save " + session;
            case Quit(long session) -> "quit " + session;
            case Bus(boolean up) -> "bus " + up;
            case Stop() -> "stop";
        };
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Command parse(String line) {
        String[] word = line.split(" ", -1);
        return switch (word[0]) {
            case "join" -> new Join(Long.parseLong(word[1]), word[2]);
            case "do" ->
                new Do(Long.parseLong(word[1]), Integer.parseInt(word[2]), Deed.parse(word[3], word[4], word[5]));
            case "save" -> new Save(Long.parseLong(word[1]));
            case "quit" -> new Quit(Long.parseLong(word[1]));
            case "bus" -> new Bus(Boolean.parseBoolean(word[1]));
            case "stop" -> new Stop();
            default -> throw new IllegalArgumentException("no command: " + line);
        };
    }
}
