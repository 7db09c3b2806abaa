package dev.latchkey.engine.sqlite;

import java.util.List;

/** What waits for the turn to write. */
sealed interface Queued permits Job, Late {
    /** The turn has come: adds the items that are to be run, none if the caller gave up. */
    void start(List<Job<?>> group);
}
