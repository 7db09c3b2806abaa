package dev.latchkey.cli.internal.copy;

import java.util.List;

/**
 * What a copy came to.
 *
 * @param verified whether every profile was read on both sides, and is the same
 * @param copied how many profiles were written, in all passes
 * @param differences how many profiles differ; 0 where all is the same
 * @param different the first few of them
 */
public record Report(
        boolean verified, Tally from, Tally to, int passes, long copied, long differences, List<Different> different) {
    static Report of(Pass last, int passes, long copied) {
        return new Report(
                last.differences() == 0, last.from(), last.to(), passes, copied, last.differences(), last.different());
    }
}
