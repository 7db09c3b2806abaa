package dev.latchkey.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Calls made at the same moment from a thread each. */
final class Race {
    private Race() {}

    /** Prepares the racers one by one, starts them together, and returns their replies in their order. */
    static <R> List<R> run(int racers, IntFunction<Callable<R>> racer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(racers);
        List<Callable<R>> ready = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            Callable<R> call = racer.apply(i);
            ready.add(() -> {
                start.await(30, TimeUnit.SECONDS);
                return call.call();
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
            List<R> replies = new ArrayList<>();
            for (Future<R> reply : threads.invokeAll(ready, 60, TimeUnit.SECONDS)) {
                replies.add(reply.get());
            }
            return replies;
        }
    }
}
