package dev.latchkey.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Callers on virtual threads, each doing the same thing again and again. */
public final class Crowd {
    /**
     * What all of them did.
     *
     * @param times how long each call took, in nanoseconds
     * @param nanos how long it went on
     */
    public record Done(Samples times, long nanos) {
        /** Calls per second, of all together. */
        public long perSecond() {
            return Math.round(times.size() / (nanos / 1e9));
        }
    }

    private Crowd() {}

    /** Until the time is over; the call that each is in is waited for. */
    public static Done run(List<Runnable> callers, Duration duration) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Samples> times = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        long[] until = new long[1];
        for (Runnable caller : callers) {
            Samples own = new Samples();
            times.add(own);
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                repeat(caller, own, until[0]);
            }));
        }
        long begun = System.nanoTime();
        until[0] = begun + duration.toNanos();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        long nanos = System.nanoTime() - begun;
        Samples all = new Samples();
        times.forEach(all::addAll);
        return new Done(all, nanos);
    }

    private static void repeat(Runnable caller, Samples times, long until) {
        long begun = System.nanoTime();
        while (begun < until) {
            caller.run();
            long ended = System.nanoTime();
            times.add(ended - begun);
            begun = ended;
        }
    }
}
