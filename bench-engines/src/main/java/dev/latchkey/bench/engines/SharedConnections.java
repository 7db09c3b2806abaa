package dev.latchkey.bench.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Each connection's thread takes what waits, up to so many saves, and sends them in one round trip. Thread-safe.
 *
 * @param <S> a save
 */
final class SharedConnections<S> implements AutoCloseable {
    /** A connection. */
    interface Saving<S> extends AutoCloseable {
        /** All of them, in one round trip; they are durable then. */
        void saveAll(List<S> saves) throws Exception;

        @Override
        void close() throws Exception;
    }

    private record Job<S>(S save, CompletableFuture<Boolean> done) {}

    private final BlockingQueue<Job<S>> queue = new ArrayBlockingQueue<>(4_096);
    private final List<Thread> threads = new ArrayList<>();
    private final List<? extends Saving<S>> connections;

    /**
     * @param most how many saves go along in one round trip
     */
    SharedConnections(List<? extends Saving<S>> connections, int most) {
        this.connections = connections;
        for (Saving<S> connection : connections) {
            threads.add(Thread.ofPlatform().daemon(true).start(() -> loop(connection, most)));
        }
    }

    /** Returns when it is durable. */
    void save(S save) {
        Job<S> job = new Job<>(save, new CompletableFuture<>());
        queue.add(job);
        job.done().join();
    }

    @SuppressWarnings("CatchingUnchecked") // told to those who wait
    private void loop(Saving<S> connection, int most) {
        List<Job<S>> taken = new ArrayList<>(most);
        try {
            while (true) {
                taken.clear();
                taken.add(queue.take());
                queue.drainTo(taken, most - 1);
                connection.saveAll(taken.stream().map(Job::save).toList());
                taken.forEach(job -> job.done().complete(true));
            }
        } catch (InterruptedException e) {
            // It is over.
        } catch (Exception e) {
            taken.forEach(job -> job.done().completeExceptionally(e));
        }
    }

    @Override
    public void close() throws Exception {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        for (Saving<S> connection : connections) {
            connection.close();
        }
    }
}
