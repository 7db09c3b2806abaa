package dev.latchkey.internal;

import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Housekeeping.Retention;
import dev.latchkey.spi.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Forgets now and then what is too old. Each server does, at a place of its own in the interval, so that none has to;
 * a little at a time, so that nobody waits for it. Thread-safe.
 */
final class Sweeping {
    private static final Logger LOG = System.getLogger(Sweeping.class.getName());
    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(10);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST = 1_000;

    private final Aside aside;
    private final Housekeeping engine;
    private final Retention retention;
    /** Used by one sweep at a time. */
    private volatile boolean failing;

    Sweeping(Aside aside, Housekeeping engine, Duration kept) {
        this.aside = aside;
        this.engine = engine;
        Duration letters = kept.compareTo(Retention.LEAST_LETTERS) > 0 ? kept : Retention.LEAST_LETTERS;
        retention = new Retention(kept, letters, kept, kept, MOST);
    }

    void begin() {
        next(Math.floorMod(aside.serverId().low(), INTERVAL));
    }

    private void next(long nanos) {
        aside.waits().after(nanos, () -> {
            if (!aside.isClosing()) {
                aside.server().host().runStoreCall(this::sweep);
            }
        });
    }

    private void sweep() {
        boolean full = false;
        try {
            switch (engine.sweep(retention)) {
                case Outcome.Done<Housekeeping.Swept>(Housekeeping.Swept swept) -> {
                    full = full(swept);
                    failing = false;
                }
                case Outcome.NotDone<Housekeeping.Swept>(Outcome.Failure failure) -> failed(failure);
                case Outcome.Unknown<Housekeeping.Swept>(Outcome.Failure failure) -> failed(failure);
            }
        } catch (RuntimeException | LinkageError thrown) {
            failed(new Outcome.Failure("the engine threw: " + thrown, thrown));
        }
        next(full ? PAUSE : INTERVAL);
    }

    private static boolean full(Housekeeping.Swept swept) {
        return IntStream.of(swept.revisions(), swept.letters(), swept.moves(), swept.audit(), swept.expired())
                .anyMatch(rows -> rows >= MOST);
    }

    /** Once, until it succeeds again. */
    private void failed(Outcome.Failure failure) {
        if (!failing && !aside.isClosing()) {
            LOG.log(Level.WARNING, "old data is not forgotten, tried again later store=" + failure.message());
        }
        failing = true;
    }
}
