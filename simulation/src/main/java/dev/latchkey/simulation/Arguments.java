package dev.latchkey.simulation;

import java.time.Duration;

/**
 * The command line.
 *
 * @param seeds how many seeds to run
 * @param seed the only one to run; -1 for {@code seeds} of them
 * @param trace whether to print each step of that one
 * @param states most states of each exploration
 * @param exploring how long all explorations may take together
 */
record Arguments(long seeds, long seed, boolean trace, long states, Duration exploring) {
    private static final String OPTIONS = "--seeds N, --seed N, --trace, --states N, --minutes N";

    /**
     * @throws IllegalArgumentException if they make no sense; the message says why
     */
    static Arguments parse(String[] args) {
        long seeds = 1000;
        long seed = -1;
        boolean trace = false;
        long states = Long.MAX_VALUE;
        Duration exploring = Duration.ofMinutes(10);
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--trace" -> trace = true;
                case "--seeds" -> seeds = number(args, ++i);
                case "--seed" -> seed = number(args, ++i);
                case "--states" -> states = number(args, ++i);
                case "--minutes" -> exploring = Duration.ofMinutes(number(args, ++i));
                default -> throw new IllegalArgumentException("unknown option " + args[i] + "; options: " + OPTIONS);
            }
        }
        return new Arguments(seeds, seed, trace, states, exploring);
    }

    private static int number(String[] args, int index) {
        String text = index < args.length ? args[index] : "";
        try {
            int value = Integer.parseInt(text);
            if (value < 0) {
                throw new IllegalArgumentException("a number is negative: " + text);
            }
            return value;
        } catch (NumberFormatException bad) {
            throw new IllegalArgumentException("a number is missing or bad: \"" + text + "\"", bad);
        }
    }
}
