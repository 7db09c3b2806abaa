package dev.latchkey.simulation;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What became of one run of one seed.
 *
 * @param hash of the whole trace
 * @param lines of the whole trace
 * @param oracle number of the oracle that was violated, 0 where the core itself threw, -1 for none
 * @param message what is wrong, empty for nothing
 * @param tail the newest lines of the trace
 */
record Run(long seed, Mode mode, long hash, long lines, int oracle, String message, List<String> tail) {
    private static final List<Mode> MODES = List.of(
            Mode.TIMED, Mode.LEASES, Mode.TIMED, Mode.BURIAL, Mode.TIMED, Mode.EDITS, Mode.SLOW_BUS, Mode.BURIAL);

    /** Modes take turns. */
    static Mode modeOf(long seed) {
        return MODES.get((int) (seed % MODES.size()));
    }

    static Run of(long seed, Consumer<String> reader) {
        return of(seed, modeOf(seed), Subject.SHIPPED, Oracles.of(modeOf(seed)), reader);
    }

    /**
     * @param reader is given each line of the trace
     */
    static Run of(long seed, Mode mode, Subject subject, List<Oracle> oracles, Consumer<String> reader) {
        Trace trace = new Trace(reader);
        int number = -1;
        String message = "";
        try {
            new World(seed, mode, subject, oracles, trace).run();
        } catch (Violation violation) {
            number = violation.number();
            message = String.valueOf(violation.getMessage());
        } catch (RuntimeException bug) {
            number = 0;
            message = bug + at(bug);
        }
        return new Run(seed, mode, trace.hash(), trace.lines(), number, message, trace.tail());
    }

    private static String at(@Nullable Throwable bug) {
        StringBuilder where = new StringBuilder();
        for (int i = 0; bug != null && i < Math.min(6, bug.getStackTrace().length); i++) {
            where.append("\n    at ").append(bug.getStackTrace()[i]);
        }
        return where.toString();
    }

    boolean failed() {
        return oracle >= 0;
    }

    /** For people: what is wrong, and what led to it. */
    String report() {
        return String.join("\n", tail) + "\n" + summary();
    }

    /** What is wrong, one line. */
    String summary() {
        return "seed=" + seed + " mode=" + mode + " oracle=" + oracle + " " + message;
    }
}
