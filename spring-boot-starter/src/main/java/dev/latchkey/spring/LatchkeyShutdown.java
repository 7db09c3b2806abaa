package dev.latchkey.spring;

import dev.latchkey.Latchkey;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;

/**
 * Ends all sessions (rule L10) when the application stops: after whatever takes requests (web servers, listeners, schedulers,
 * a game of yours in the default phase), and before any bean is destroyed, so that the store is there still.
 *
 * <p>If it takes longer than Spring waits for a phase, nothing is lost all the same: destroying the {@code Latchkey} waits for
 * the end, and the store's beans are destroyed after it.
 */
final class LatchkeyShutdown implements SmartLifecycle {
    /** Below the phases in which Boot's web servers stop to take requests (1,024 below the default) and stop (2,048). */
    static final int PHASE = DEFAULT_PHASE - 4_096;

    private final List<Latchkey> servers;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    LatchkeyShutdown(List<Latchkey> servers) {
        this.servers = List.copyOf(servers);
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** A context that only rests keeps its sessions. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    /**
     * Does nothing the first time: whoever gets the {@code Latchkey} may use it from then on.
     *
     * @throws IllegalStateException if it was stopped before
     */
    @Override
    public void start() {
        if (closed.get()) {
            throw new IllegalStateException(
                    "Latchkey was closed when this context was stopped: make a new context instead of starting it again");
        }
        running.set(true);
    }

    @Override
    public void stop() {
        closed.set(true);
        try {
            servers.forEach(Latchkey::close);
        } finally {
            running.set(false);
        }
    }

    /** Aside, so that Spring can give up waiting. */
    @Override
    public void stop(Runnable done) {
        Thread.ofPlatform().name("latchkey-shutdown").start(() -> {
            try {
                stop();
            } finally {
                done.run();
            }
        });
    }
}
