package dev.latchkey;

/** What updates do while this server cannot reach the store for longer than its lease (rule L3). */
public enum WhileCutOff {
    /** They are refused with {@link SuspendedException} until the sessions are resumed. The default. */
    SUSPEND,
    /** They wait until the sessions are resumed or over; not for threads that must not block. */
    WAIT,
    /**
     * They go on at risk: where another server takes the profile over meanwhile, they end as an orphan.
     * {@link Profile#isActive()} still says false.
     */
    PLAY_ON
}
