package dev.latchkey.internal;

import dev.latchkey.Host;
import dev.latchkey.LatchkeyException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How long one call goes on trying. For one thread. */
final class Patience {
    private static final long FIRST_PAUSE = 1_000_000;
    private static final long LONGEST_PAUSE = 1_000_000_000;

    private final Host host;
    private final Waits waits;
    private final long deadline;
    private long pause = FIRST_PAUSE;

    Patience(Host host, Waits waits, long nanos) {
        this.host = host;
        this.waits = waits;
        deadline = host.monotonic() + nanos;
    }

    boolean isOver() {
        return host.monotonic() - deadline >= 0;
    }

    /**
     * Waits, each time longer; parks the thread, which should be a virtual one.
     *
     * @param salt of whoever waits: those who met each other wait differently long
     * @return false, at once, when it is over
     * @throws LatchkeyException if the thread is interrupted
     */
    boolean pause(long salt) {
        if (isOver()) {
            return false;
        }
        long spread = pause / 2 + Math.floorMod(salt, pause / 2 + 1);
        long left = deadline - host.monotonic();
        CompletableFuture<Void> over = new CompletableFuture<>();
        waits.after(Math.min(spread, Math.max(left, 1)), () -> After.complete(over));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        try {
            over.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LatchkeyException("interrupted while waiting for the store", interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a pause cannot fail", impossible);
        }
        return true;
    }
}
