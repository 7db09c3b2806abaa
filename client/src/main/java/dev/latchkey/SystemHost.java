package dev.latchkey;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The machine's own clocks and threads; all daemons, so that none keeps a process alive. */
final class SystemHost implements Host {
    private static final Logger LOG = System.getLogger(SystemHost.class.getName());
    private static final long LONGEST_PARK = TimeUnit.MINUTES.toNanos(10);

    /** Unbounded, since its users are bounded: a lane has so many calls in flight and no more. */
    private final ExecutorService store =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "latchkey-store");
                thread.setDaemon(true);
                return thread;
            });

    @Override
    public long monotonic() {
        return System.nanoTime();
    }

    @Override
    public long wall() {
        // Milliseconds will do for what it is for, and cost less: it is read with every input.
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    @Override
    public void runStoreCall(Runnable call) {
        store.execute(call);
    }

    @Override
    public void runCallback(Runnable callback) {
        Thread.ofVirtual().name("latchkey-callback").start(callback);
    }

    @Override
    public Alarm alarm(Runnable ring) {
        return new ParkingAlarm(ring);
    }

    /** A thread that sleeps until the time set; setting a later time does not wake it. */
    private static final class ParkingAlarm implements Alarm {
        private final Runnable ring;
        private final Thread thread;
        private volatile long at = Long.MAX_VALUE;
        private volatile boolean closed;

        ParkingAlarm(Runnable ring) {
            this.ring = ring;
            thread = new Thread(this::run, "latchkey-alarm");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void set(long time) {
            boolean earlier = time < at;
            at = time;
            if (earlier) {
                LockSupport.unpark(thread);
            }
        }

        private void run() {
            while (!closed) {
                long target = at;
                long left = target == Long.MAX_VALUE ? LONGEST_PARK : target - System.nanoTime();
                if (left > 0) {
                    LockSupport.parkNanos(this, Math.min(left, LONGEST_PARK));
                } else {
                    at = Long.MAX_VALUE;
                    ringSafely();
                }
            }
        }

        @SuppressWarnings("CatchingUnchecked") // the clock of all sessions outlives a fault
        private void ringSafely() {
            try {
                ring.run();
            } catch (RuntimeException | Error fault) {
                LOG.log(Level.ERROR, "alarm failed", fault);
            }
        }

        @Override
        public void close() {
            closed = true;
            LockSupport.unpark(thread);
        }
    }
}
