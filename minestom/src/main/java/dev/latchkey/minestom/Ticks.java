package dev.latchkey.minestom;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.minestom.server.MinecraftServer;
import net.minestom.server.entity.Player;
import org.jspecify.annotations.Nullable;

/** Runs code on a player's tick thread, or under its lock where the player does not tick. Thread-safe. */
final class Ticks {
    /** Ten ticks: a server that is later than that is helped by the lock. */
    private static final long PATIENCE_MILLIS = 500;

    private Ticks() {}

    /** Runs it on the player's tick thread and waits for it. */
    static void run(Player player, Runnable action) {
        if (player.acquirable().isOwned()) {
            action.run();
            return;
        }
        FutureTask<@Nullable Void> once = new FutureTask<>(action, null);
        if (isTicking(player)) {
            player.scheduleNextTick(ticked -> once.run());
            try {
                once.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException late) {
                // It has stopped ticking meanwhile, or the server is slow: below.
            } catch (ExecutionException failed) {
                throw new CompletionException(failed.getCause());
            } catch (InterruptedException stopped) {
                throw interrupted(stopped);
            }
        }
        underLock(player, once);
        try {
            once.get();
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** Like {@link #run}, without waiting; runs it at once on the player's tick thread. */
    static CompletableFuture<Void> start(Player player, Runnable action) {
        if (player.acquirable().isOwned()) {
            return CompletableFuture.runAsync(action, Runnable::run);
        }
        return CompletableFuture.runAsync(() -> run(player, action), Thread::startVirtualThread);
    }

    /** Whether tasks of the player's are going to be run. */
    static boolean isTicking(Player player) {
        return MinecraftServer.process().isAlive() && player.getInstance() != null && !player.isRemoved();
    }

    private static void underLock(Player player, Runnable action) {
        // A player who never was in a world has no tick thread, and so nobody to keep out.
        if (player.acquirable().assignedThread() == null) {
            action.run();
        } else {
            player.acquirable().sync(locked -> action.run());
        }
    }

    private static CancellationException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        CancellationException cancelled = new CancellationException("interrupted while waiting for a tick");
        cancelled.initCause(stopped);
        return cancelled;
    }
}
