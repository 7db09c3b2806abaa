package dev.latchkey.internal;

import dev.latchkey.Host;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Futures of the game that are to be completed, aside, so that no code of the game holds up the protocol or another's
 * future: those on which code hangs have a thread each, the others of a turn of the mailbox share one.
 *
 * <p>Where code is hung on a future in the very moment of its completion, it runs on the shared thread, and may stay there.
 * What waits behind it is taken by the thread of the next turn that has something to complete, with the next alarm at
 * the latest. Bounded by the saves that wait. Thread-safe.
 */
final class Completions {
    private static final Logger LOG = System.getLogger(Completions.class.getName());

    private record Due(Saving saving, @Nullable RuntimeException failure) {
        void complete() {
            if (failure == null) {
                After.complete(saving);
            } else {
                saving.completeExceptionally(failure);
            }
        }
    }

    private final Host host;
    private final ConcurrentLinkedQueue<Due> waiting = new ConcurrentLinkedQueue<>();
    /** Used by the mailbox alone. */
    private boolean added;

    Completions(Host host) {
        this.host = host;
    }

    /** For the mailbox, which is to {@link #start} at the end of its turn. */
    void add(List<Saving> reached, @Nullable RuntimeException failure) {
        for (Saving saving : reached) {
            waiting.add(new Due(saving, failure));
            added = true;
        }
    }

    /** Completes what was added. */
    void start() {
        if (added) {
            added = false;
            startAgain();
        }
    }

    /** Completes what was left lying, if anything was. */
    void startAgain() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            host.runCallback(this::completeAll);
        } catch (RuntimeException | Error failed) {
            LOG.log(Level.ERROR, "no thread to complete saves, they wait for the next alarm", failed);
        }
    }

    private void completeAll() {
        for (Due due = waiting.poll(); due != null; due = waiting.poll()) {
            if (due.saving().runsCode()) {
                host.runCallback(due::complete);
            } else {
                due.complete();
            }
        }
    }
}
