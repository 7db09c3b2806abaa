package dev.latchkey;

import java.util.List;

/**
 * What a dry run over a store has found so far. Immutable.
 *
 * @param read how many profiles were read; erased ones do not count
 * @param older how many of those that would load have an older schema: each load migrates them, their next save
 *     stores them so
 * @param newer how many of those that would load have a newer schema, which this server may read
 * @param failed how many would not load, or could not be saved again
 * @param failures the first {@link #MAX_FAILURES} of those, in the order of keys
 */
public record DryRun(long read, long older, long newer, long failed, List<Failure> failures) {
    /** How many failures are listed; further ones are only counted. */
    public static final int MAX_FAILURES = 1_000;

    /** Copies the list. */
    public DryRun {
        failures = List.copyOf(failures);
    }

    /** One profile that would not load, or could not be saved again. */
    public record Failure(String key, String problem) {}
}
