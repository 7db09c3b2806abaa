package dev.latchkey.bench.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** Each connection's thread takes what waits, up to so many saves, and sends them in one round trip. Thread-safe. */
final class RedisSavers implements AutoCloseable {
    private record Job(RedisByHand.Save save, CompletableFuture<Boolean> done) {}

    private final BlockingQueue<Job> queue = new ArrayBlockingQueue<>(4_096);
    private final List<Thread> threads = new ArrayList<>();
    private final List<RedisByHand> connections = new ArrayList<>();

    /**
     * @param most how many saves go along in one round trip
     */
    RedisSavers(int port, int many, int most) {
        for (int i = 0; i < many; i++) {
            RedisByHand connection = new RedisByHand(port);
            connections.add(connection);
            threads.add(Thread.ofPlatform().daemon(true).start(() -> loop(connection, most)));
        }
    }

    /** Returns when it is durable. */
    void save(RedisByHand.Save save) {
        Job job = new Job(save, new CompletableFuture<>());
        queue.add(job);
        job.done().join();
    }

    @SuppressWarnings("CatchingUnchecked") // told to those who wait
    private void loop(RedisByHand connection, int most) {
        List<Job> taken = new ArrayList<>(most);
        try {
            while (true) {
                taken.clear();
                taken.add(queue.take());
                queue.drainTo(taken, most - 1);
                connection.save(taken.stream().map(Job::save).toList());
                taken.forEach(job -> job.done().complete(true));
            }
        } catch (InterruptedException e) {
            // It is over.
        } catch (RuntimeException e) {
            taken.forEach(job -> job.done().completeExceptionally(e));
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        connections.forEach(RedisByHand::close);
    }
}
