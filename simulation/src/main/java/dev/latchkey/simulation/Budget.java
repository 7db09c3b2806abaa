package dev.latchkey.simulation;

/**
 * How much of what {@link Bounds} allow has happened, three bits for each kind; of two worlds that are equal otherwise
 * the one that has used no more of anything can do whatever the other can. How often time passed is no part of it:
 * what is too far away to happen depends on that, so {@link Fingerprint} tells it.
 */
final class Budget {
    private static final int BITS = 3;
    private static final int MOST = (1 << (BITS - 1)) - 1;
    private static final long TOPS = 0x4924_9249_2492_4924L;
    private static final Choice.Kind[] KINDS = {
        Choice.Kind.TIME_OUT,
        Choice.Kind.DOUBLE,
        Choice.Kind.ABANDON,
        Choice.Kind.SAVE,
        Choice.Kind.CLOSE,
        Choice.Kind.TRANSFER,
        Choice.Kind.TRADE,
        Choice.Kind.POST,
        Choice.Kind.HANDLE,
        Choice.Kind.BURY,
        Choice.Kind.EDIT,
        Choice.Kind.ERASE,
        Choice.Kind.STOP,
        Choice.Kind.CRASH,
        Choice.Kind.RESTART
    };

    private Budget() {}

    /**
     * @param order of the servers, which are told apart by it
     */
    static long used(SmallWorld world, int[] order) {
        long used = 0;
        for (Choice.Kind kind : KINDS) {
            used = (used << BITS) | checked(world.done(kind));
        }
        for (int machine : order) {
            used = (used << BITS) | checked(world.begun[machine]);
        }
        return used;
    }

    private static int checked(int count) {
        if (count > MOST) {
            throw new IllegalArgumentException("too often to be counted: " + count);
        }
        return count;
    }

    /** Whether {@code used} is no more than {@code other} in any kind. */
    static boolean isNoMore(long used, long other) {
        return (((other | TOPS) - used) & TOPS) == TOPS;
    }

    /** How much has been used in all, time too: this never becomes less. */
    static int sum(SmallWorld world) {
        int sum = world.done(Choice.Kind.TICK) + world.done(Choice.Kind.LEAP);
        for (Choice.Kind kind : KINDS) {
            sum += world.done(kind);
        }
        for (int begun : world.begun) {
            sum += begun;
        }
        return sum;
    }
}
