package dev.latchkey.simulation;

import dev.latchkey.core.Now;

/**
 * The two clocks of a machine as functions of true time, which is the store's. Rates are in permille of true
 * time; the wall clock may step; in a suspension the monotonic clock stands still. Not thread-safe.
 */
final class Clock {
    private static final int PERMILLE = 1000;
    private long since;
    private long mono;
    private long wall;
    private int monoRate = PERMILLE;
    private int wallRate = PERMILLE;
    private boolean suspended;

    Clock(long mono, long wall) {
        this.mono = mono;
        this.wall = wall;
    }

    Now at(long time) {
        return new Now(mono + (suspended ? 0 : run(time, monoRate)), wall + run(time, wallRate));
    }

    private long run(long time, int rate) {
        return (time - since) * rate / PERMILLE;
    }

    /** True time at which the monotonic clock shows {@code reading}; {@link Long#MAX_VALUE} for never. */
    long timeOf(long reading) {
        if (reading == Long.MAX_VALUE || suspended) {
            return Long.MAX_VALUE;
        }
        return reading <= mono ? since : since + (reading - mono) * PERMILLE / monoRate + 1;
    }

    void rates(long time, int newMonoRate, int newWallRate) {
        settle(time);
        monoRate = newMonoRate;
        wallRate = newWallRate;
    }

    void jump(long time, long by) {
        settle(time);
        wall += by;
    }

    void suspend(long time, boolean now) {
        settle(time);
        suspended = now;
    }

    private void settle(long time) {
        Now shown = at(time);
        mono = shown.mono();
        wall = shown.wall();
        since = time;
    }
}
