package dev.latchkey;

import java.util.List;

/**
 * What became of a file that was read in. Immutable.
 *
 * @param lines how many lines it has; empty ones do not count
 * @param written how many were written: none where a line was found wrong beforehand
 * @param failed how many were not, or would not be
 * @param problems the first {@link #MAX_PROBLEMS} of those
 */
public record ImportReport(long lines, long written, long failed, List<Problem> problems) {
    /** How many problems are listed; further ones are only counted. */
    public static final int MAX_PROBLEMS = 1_000;

    /** Copies the list. */
    public ImportReport {
        problems = List.copyOf(problems);
    }

    /**
     * A line that was not written.
     *
     * @param line its number, from 1
     * @param problem why, one line
     */
    public record Problem(long line, String problem) {}
}
