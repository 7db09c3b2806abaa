package dev.latchkey.simulation;

import java.time.Duration;

/**
 * What goes wrong in a run, drawn from its seed: each seed has some faults and not others. Probabilities are
 * per request or message; what has "per minute" in its words happens so often on average.
 *
 * @param lost requests that never arrive
 * @param mute replies that never arrive
 * @param late requests that arrive after their time-out
 * @param repeated requests that arrive twice, the second time late
 * @param refused requests that surely fail
 * @param slow longest time between a request and its execution
 * @param timeout after which a request without a reply is given up
 * @param dropped messages
 * @param doubled messages
 * @param delayed messages that are late
 * @param latest longest time that a message is on its way
 * @param crashes per minute
 * @param pauses per minute
 * @param suspends whether a pause stops the monotonic clock
 * @param outages of the store per minute
 * @param strands machines that are cut off from the store per minute
 * @param hides rows of servers that are missing for a while per minute
 * @param cuts one-way partitions of the bus per minute
 * @param shutdowns per minute
 * @param jumps of wall clocks per minute
 * @param drift how often clocks run at an end of what the margin allows; 0 where they run right
 * @param edits by operators per minute
 * @param burials of live servers per minute
 * @param upkeep how often dead letters are revived or removed, or what is old swept, per minute
 */
record Faults(
        double lost,
        double mute,
        double late,
        double repeated,
        double refused,
        long slow,
        long timeout,
        double dropped,
        double doubled,
        double delayed,
        long latest,
        double crashes,
        double pauses,
        boolean suspends,
        double outages,
        double strands,
        double hides,
        double cuts,
        double shutdowns,
        double jumps,
        double drift,
        double edits,
        double burials,
        double upkeep) {
    /** Nothing goes wrong. */
    static final Faults NONE = new Faults(
            0, 0, 0, 0, 0, millis(2), millis(1000), 0, 0, 0, millis(2), 0, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Faults draw(Chance chance, Mode mode) {
        boolean leases = mode == Mode.LEASES;
        boolean slowBus = mode == Mode.SLOW_BUS;
        boolean suspends = chance.of(leases ? 0.6 : 0.3);
        return new Faults(
                chance.sometimes(0.15),
                chance.sometimes(0.15),
                chance.sometimes(0.15),
                chance.sometimes(0.3),
                chance.sometimes(0.1),
                slow(chance, leases),
                millis(leases ? 4500 : 1000),
                chance.sometimes(0.4),
                chance.sometimes(0.4),
                slowBus ? 0.5 : chance.sometimes(0.4),
                slowBus ? millis(25_000) : millis(4000),
                chance.sometimes(3),
                leases || slowBus ? 3 : chance.sometimes(3),
                suspends,
                chance.sometimes(2),
                leases || slowBus ? 6 : chance.sometimes(4),
                chance.of(0.2) ? 3 : 0,
                chance.sometimes(4),
                chance.sometimes(2),
                suspends ? 0 : chance.sometimes(4),
                leases ? 0.9 : chance.of(0.5) ? 0.3 : 0,
                mode == Mode.EDITS ? 30 : chance.sometimes(3),
                mode == Mode.BURIAL ? chance.between(1, 12) : 0,
                chance.sometimes(60));
    }

    private static long slow(Chance chance, boolean leases) {
        if (leases) {
            return millis(chance.between(500, 4000));
        }
        return chance.of(0.5) ? millis(5) : millis(chance.between(10, 500));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
