package dev.latchkey.internal;

import dev.latchkey.Host;
import dev.latchkey.Metrics;
import dev.latchkey.core.Input;
import dev.latchkey.core.Request;
import dev.latchkey.spi.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Requests of one verb on their way to the engine. While its batches are in flight the next one gathers; one
 * request alone goes at once. Thread-safe.
 *
 * @param <Q> kind of request
 * @param <R> the store's reply to it
 */
final class Lane<Q extends Request<R>, R> {
    /** What every lane needs. */
    record Surroundings(Host host, Metrics metrics) {}

    private static final Logger LOG = System.getLogger(Lane.class.getName());

    private final Host host;
    private final Metrics metrics;
    private final String timer;
    private final Function<List<Q>, List<Outcome<R>>> verb;
    private final int longest;
    private final int mostInFlight;
    private final ConcurrentLinkedQueue<Q> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    /** A worker is about to look at {@link #waiting}: no need for another. */
    private final AtomicBoolean coming = new AtomicBoolean();

    private final BiConsumer<List<Input>, Lane<Q, R>> done;

    /**
     * @param timer name of the metric of its calls
     * @param verb calls the engine
     * @param longest most requests in a batch
     * @param mostInFlight most batches at once
     * @param done feeds the answers, and leaves this lane to its caller
     */
    Lane(
            Surroundings surroundings,
            String timer,
            Function<List<Q>, List<Outcome<R>>> verb,
            int longest,
            int mostInFlight,
            BiConsumer<List<Input>, Lane<Q, R>> done) {
        host = surroundings.host();
        metrics = surroundings.metrics();
        this.timer = timer;
        this.verb = verb;
        this.longest = longest;
        this.mostInFlight = mostInFlight;
        this.done = done;
    }

    void add(Q request) {
        waiting.add(request);
    }

    /** Sees to it that somebody takes what waits. */
    void start() {
        if (take()) {
            try {
                host.runStoreCall(this::runBatches);
            } catch (RuntimeException | Error failed) {
                // No thread to be had: what waits is taken with the next input, a heartbeat at the latest.
                inFlight.decrementAndGet();
                coming.set(false);
                LOG.log(Level.ERROR, "no thread for a call to the store timer=" + timer, failed);
            }
        }
    }

    /** Takes a batch of what waits on this very thread, where a place is free. */
    void runHere() {
        if (take()) {
            runBatch();
        }
        start();
    }

    private void runBatches() {
        do {
            runBatch();
        } while (take());
    }

    private boolean take() {
        while (!waiting.isEmpty() && inFlight.get() < mostInFlight) {
            if (!coming.compareAndSet(false, true)) {
                return false;
            }
            if (inFlight.incrementAndGet() <= mostInFlight) {
                return true;
            }
            // Whoever was in flight may have ended meanwhile and left it to us: look again.
            inFlight.decrementAndGet();
            coming.set(false);
        }
        return false;
    }

    private void runBatch() {
        coming.set(false);
        List<Q> batch = new ArrayList<>();
        for (Q next = waiting.poll(); next != null; next = waiting.poll()) {
            batch.add(next);
            if (batch.size() == longest) {
                break;
            }
        }
        if (!waiting.isEmpty()) {
            start();
        }
        List<Outcome<R>> outcomes = batch.isEmpty() ? List.of() : call(batch);
        inFlight.decrementAndGet();
        done.accept(answers(batch, outcomes), this);
    }

    private static <Q extends Request<R>, R> List<Input> answers(List<Q> batch, List<Outcome<R>> outcomes) {
        List<Input> answers = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Outcome<R> outcome = i < outcomes.size()
                    ? outcomes.get(i)
                    : Outcome.unknown("the engine gave fewer replies than it was asked for", null);
            answers.add(Input.completed(batch.get(i), outcome));
        }
        return answers;
    }

    /** What an engine throws says nothing about what it did. */
    @SuppressWarnings("CatchingUnchecked")
    private List<Outcome<R>> call(List<Q> batch) {
        long begun = host.monotonic();
        try {
            return verb.apply(batch);
        } catch (Exception | Error thrown) {
            Outcome<R> unknown = Outcome.unknown("the engine threw: " + thrown, thrown);
            return batch.stream().map(asked -> unknown).toList();
        } finally {
            metrics.time(timer, Math.max(0, host.monotonic() - begun));
        }
    }
}
