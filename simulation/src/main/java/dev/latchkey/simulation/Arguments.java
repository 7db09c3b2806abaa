package dev.latchkey.simulation;

/**
 * The command line.
 *
 * @param seeds how many seeds to run
 * @param seed the only one to run; -1 for {@code seeds} of them
 * @param trace whether to print each step of that one
 * @param states most states of each exploration
 */
record Arguments(long seeds, long seed, boolean trace, long states) {
    /**
     * @throws IllegalArgumentException if they make no sense; the message says why
     */
    static Arguments parse(String[] args) {
        Arguments parsed = new Arguments(1000, -1, false, 300_000);
        for (int i = 0; i < args.length; i++) {
            String name = args[i];
            if (name.equals("--trace")) {
                parsed = new Arguments(parsed.seeds, parsed.seed, true, parsed.states);
                continue;
            }
            long value = i + 1 < args.length ? number(args[++i]) : number("");
            parsed = switch (name) {
                case "--seeds" -> new Arguments(value, parsed.seed, parsed.trace, parsed.states);
                case "--seed" -> new Arguments(parsed.seeds, value, parsed.trace, parsed.states);
                case "--states" -> new Arguments(parsed.seeds, parsed.seed, parsed.trace, value);
                default ->
                    throw new IllegalArgumentException(
                            "unknown option " + name + "; options: --seeds N, --seed N, --trace, --states N");
            };
        }
        return parsed;
    }

    private static long number(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException bad) {
            throw new IllegalArgumentException("a number is missing or bad: \"" + text + "\"", bad);
        }
    }
}
