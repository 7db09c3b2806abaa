package dev.latchkey.cli.internal.copy;

import java.util.List;

/**
 * What a copy came to.
 *
 * @param copied how many profiles were written, in all passes
 * @param differences how many profiles differ; 0 where all is the same
 * @param different the first few of them
 */
public record Report(
        Tally from, Tally to, int passes, long copied, long differences, List<Different> different) {
    /** Whether every profile was read on both sides, and is the same. */
    public boolean verified() {
        return differences == 0;
    }
}
