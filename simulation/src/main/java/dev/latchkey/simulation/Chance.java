package dev.latchkey.simulation;

import dev.latchkey.spi.Id;
import java.util.List;

/** The one source of randomness of a run, by seed; forks draw independently of their parent. Not thread-safe. */
final class Chance {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private long state;

    Chance(long seed) {
        state = seed;
    }

    long next() {
        state += STEP;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    Chance fork() {
        return new Chance(next());
    }

    Id id() {
        return new Id(next(), next());
    }

    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** From {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return low + Long.remainderUnsigned(next(), high - low + 1);
    }

    boolean of(double probability) {
        return (next() >>> 11) * 0x1.0p-53 < probability;
    }

    /** Zero half of the time, otherwise up to {@code most}: a seed has some faults and not others. */
    double sometimes(double most) {
        double drawn = (next() >>> 11) * 0x1.0p-53 * most;
        return of(0.5) ? drawn : 0;
    }

    <T> T pick(List<T> all) {
        return all.get(below(all.size()));
    }
}
