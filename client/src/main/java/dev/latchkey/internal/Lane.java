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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    /** Calls the engine for a batch, and asks for that once the engine is ready. */
    @FunctionalInterface
    interface Verb<Q extends Request<R>, R> {
        List<Outcome<R>> call(Supplier<List<Q>> batch);
    }

    private static final Logger LOG = System.getLogger(Lane.class.getName());

    /** Nanoseconds: about as long as the fastest disk takes for a batch. */
    private static final long LONGEST_LINGER = 200_000;

    private static final long NOBODY_COMES = 30_000;

    private final Host host;
    private final Metrics metrics;
    private final String timer;
    private final Verb<Q, R> verb;
    private final int longest;
    private final int mostInFlight;
    private final ConcurrentLinkedQueue<Q> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    /** Size of the last batch. */
    private volatile int last;

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
            Verb<Q, R> verb,
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
        queued.incrementAndGet();
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
        Runnable batch = claim();
        if (batch == null) {
            start();
        } else {
            batch.run();
        }
    }

    /** What takes a batch, where a place is free and something waits: to be run, for the place is taken; else null. */
    @Nullable
    Runnable claim() {
        return take() ? this::runClaimed : null;
    }

    private void runClaimed() {
        try {
            runBatch();
        } finally {
            start();
        }
    }

    private void runBatches() {
        do {
            linger();
            runBatch();
        } while (take());
    }

    /**
     * Those who were told of the last batch may be about to ask again: going on with the first of them alone would make the
     * others wait for a batch more. A lone caller waits for nobody.
     */
    @SuppressWarnings("ThreadPriorityCheck") // where yielding does nothing, batches are smaller and no more
    private void linger() {
        int expected = last;
        int before = 0;
        long begun = System.nanoTime();
        long came = begun;
        for (long now = begun; now - begun < LONGEST_LINGER && now - came < NOBODY_COMES; now = System.nanoTime()) {
            int here = queued.get();
            if (here >= expected) {
                return;
            }
            came = here > before ? now : came;
            before = here;
            Thread.yield();
        }
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
        Batch batch = new Batch();
        List<Outcome<R>> outcomes = call(batch);
        inFlight.decrementAndGet();
        done.accept(answers(batch.get(), outcomes), this);
    }

    /** What one call is about: taken from what waits when it is first asked for. */
    private final class Batch implements Supplier<List<Q>> {
        private @Nullable List<Q> taken;

        @Override
        public synchronized List<Q> get() {
            List<Q> known = taken;
            if (known == null) {
                known = take();
                taken = known;
            }
            return known;
        }

        private List<Q> take() {
            coming.set(false);
            List<Q> requests = new ArrayList<>();
            for (Q next = waiting.poll(); next != null; next = waiting.poll()) {
                requests.add(next);
                if (requests.size() == longest) {
                    break;
                }
            }
            queued.addAndGet(-requests.size());
            last = requests.size();
            if (!waiting.isEmpty()) {
                start();
            }
            return requests;
        }
    }

    /** A call whose engine is ready at any time. */
    static <Q extends Request<R>, R> Verb<Q, R> atOnce(Function<List<Q>, List<Outcome<R>>> verb) {
        return batch -> {
            List<Q> asked = batch.get();
            return asked.isEmpty() ? List.of() : verb.apply(asked);
        };
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
    private List<Outcome<R>> call(Batch batch) {
        long begun = host.monotonic();
        try {
            return verb.call(batch);
        } catch (Exception | Error thrown) {
            Outcome<R> unknown = Outcome.unknown("the engine threw: " + thrown, thrown);
            return batch.get().stream().map(asked -> unknown).toList();
        } finally {
            metrics.time(timer, Math.max(0, host.monotonic() - begun));
        }
    }
}
