package dev.latchkey.internal;

/** The names of all metrics. */
final class Names {
    /** Timer: successful loads, from the call to the data. */
    static final String LOAD_TIME = "latchkey.load";
    /** Counter: failed loads. */
    static final String LOADS_FAILED = "latchkey.load.failed";
    /** Counter: states that became durable. */
    static final String SAVES = "latchkey.saves";
    /** Counter: sessions that ended in good order for another server that asked. */
    static final String HANDED_OFF = "latchkey.handoffs";
    /** Counter: sessions that were lost. */
    static final String LOST = "latchkey.sessions.lost";
    /** Counter: orphans kept. */
    static final String ORPHANS = "latchkey.orphans";
    /** Timer: one call of an engine's open or commit, however many requests are in it. */
    static final String OPEN_TIME = "latchkey.store.open";

    static final String COMMIT_TIME = "latchkey.store.commit";
    /** Timer: any other call of an engine. */
    static final String OTHER_TIME = "latchkey.store.other";
    /** Gauge: open sessions. */
    static final String SESSIONS = "latchkey.sessions";
    /** Gauge: loads on their way. */
    static final String LOADING = "latchkey.loads";
    /** Counter: events for the health listener that were dropped since too many waited. */
    static final String EVENTS_DROPPED = "latchkey.events.dropped";

    /** Counter: transactions that were stored. */
    static final String TRANSACTIONS = "latchkey.transactions";
    /** Counter: attempts at a transaction between which something came. */
    static final String CONFLICTS = "latchkey.transactions.conflicts";
    /** Counter: letters handled. */
    static final String LETTERS = "latchkey.letters";

    private Names() {}
}
