package dev.latchkey.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The game's future of one save. Knows how many threads wait for it, and so whether anything else hangs on it: code of
 * the game, which may take for ever. Thread-safe.
 */
class Saving extends CompletableFuture<Void> {
    private static final AtomicIntegerFieldUpdater<Saving> WAITING =
            AtomicIntegerFieldUpdater.newUpdater(Saving.class, "waiting");

    /** Number of the state that is to be durable. */
    final long sequence;

    private volatile int waiting;

    Saving(long sequence) {
        this.sequence = sequence;
    }

    /**
     * Whether completing it runs code of the game, as far as can be told: a thread that begins to wait at this moment may be
     * taken for such code, or such code for the thread.
     */
    boolean runsCode() {
        return getNumberOfDependents() > waiting;
    }

    @Override
    public Void join() {
        WAITING.incrementAndGet(this);
        try {
            return super.join();
        } finally {
            WAITING.decrementAndGet(this);
        }
    }

    @Override
    public Void get() throws InterruptedException, ExecutionException {
        WAITING.incrementAndGet(this);
        try {
            return super.get();
        } finally {
            WAITING.decrementAndGet(this);
        }
    }

    @Override
    public Void get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        WAITING.incrementAndGet(this);
        try {
            return super.get(timeout, unit);
        } finally {
            WAITING.decrementAndGet(this);
        }
    }
}
