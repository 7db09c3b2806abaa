package dev.latchkey.minestom;

import dev.latchkey.EndReason;
import dev.latchkey.Ended;
import dev.latchkey.Ending;
import dev.latchkey.Fate;
import dev.latchkey.LatchkeyException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.SessionEndedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.kyori.adventure.text.Component;
import net.minestom.server.entity.Player;
import net.minestom.server.timer.TaskSchedule;
import org.jspecify.annotations.Nullable;

/**
 * One player's stay on this server, from the configuration phase to the end of the session. Thread-safe.
 *
 * <p>Who first sets {@code leaving} sees to the end of the session; the others find it set and do nothing.
 */
final class Seat<T> {
    private static final Logger LOG = System.getLogger(Seat.class.getName());
    /** A client that was told to go elsewhere and is still there after this long is kicked. */
    private static final Duration TRANSFER_PATIENCE = Duration.ofSeconds(10);

    private final Player player;
    private final ProfileStore<T> store;
    private final Binding<T> binding;
    private final Settings settings;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private @Nullable CompletableFuture<Profile<T>> loading;
    private volatile @Nullable Profile<T> profile;
    private volatile boolean leaving;
    private volatile boolean spawned;
    private boolean seenOffline;

    Seat(Player player, ProfileStore<T> store, Binding<T> binding, Settings settings) {
        this.player = player;
        this.store = store;
        this.binding = binding;
        this.settings = settings;
    }

    /** Done when this server has nothing of the session any more. */
    CompletableFuture<Void> left() {
        return left;
    }

    @Nullable
    Profile<T> profile() {
        return profile;
    }

    boolean isActive() {
        Profile<T> open = profile;
        return open != null && !leaving && open.isActive();
    }

    /** Waits for the one before on this server, loads, and puts the data into the player. */
    void enter(CompletableFuture<Void> before) {
        try {
            before.orTimeout(settings.load().patience().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            Profile<T> loaded = load();
            if (loaded == null) {
                left.complete(null);
                return;
            }
            loaded.onEnding(this::ending);
            loaded.onEnded(this::ended);
            binding.apply(player, loaded.data());
        } catch (CancellationException quit) {
            left.complete(null);
        } catch (RuntimeException failed) {
            keepOut(failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed);
        }
    }

    /** Null where the player has quit meanwhile. */
    private @Nullable Profile<T> load() {
        CompletableFuture<Profile<T>> call;
        synchronized (this) {
            if (leaving) {
                return null;
            }
            call = store.loadAsync(player.getUuid().toString(), options -> settings.load());
            loading = call;
        }
        Profile<T> loaded = call.join();
        synchronized (this) {
            loading = null;
            if (!leaving) {
                profile = loaded;
                return loaded;
            }
        }
        // The player quit in the moment in which the load came back: cancelling it did nothing.
        loaded.close();
        return null;
    }

    private void keepOut(Throwable why) {
        Level level = why instanceof LatchkeyException ? Level.WARNING : Level.ERROR;
        LOG.log(level, "player kept out player=" + player.getUuid(), why);
        Profile<T> open = profile;
        if (!leave() || open == null) {
            left.complete(null);
        } else {
            close(open);
        }
        player.kick(settings.texts().notLoaded(why));
    }

    /** True for the first. */
    private synchronized boolean leave() {
        boolean first = !leaving;
        leaving = true;
        if (loading != null) {
            loading.cancel(true);
        }
        return first;
    }

    /** The player is in the world; also called when the player comes back from a second configuration phase. */
    void spawned() {
        if (spawned) {
            return;
        }
        spawned = true;
        TaskSchedule every = TaskSchedule.duration(settings.snapshotEvery());
        player.scheduler().scheduleTask(this::snapshotWhileActive, every, every);
    }

    private void snapshotWhileActive() {
        Profile<T> open = profile;
        if (open != null && isActive()) {
            snapshot(open);
        }
    }

    private void snapshot(Profile<T> open) {
        if (!spawned) {
            return; // Nothing of it is in the world.
        }
        try {
            open.update(data -> {
                T taken = binding.snapshot(player, data);
                return taken.equals(data) ? data : taken;
            });
        } catch (SessionEndedException over) {
            // What became of it is told by the end of the session.
        } catch (RuntimeException refused) {
            LOG.log(Level.WARNING, "snapshot refused player=" + player.getUuid(), refused);
        }
    }

    /** The player has disconnected: on the tick thread, or on another one for a player who is not in the world. */
    void quit() {
        if (!leave()) {
            return;
        }
        Profile<T> open = profile;
        if (open != null) {
            snapshot(open);
            close(open);
        }
    }

    private void close(Profile<T> open) {
        // What became of it is told by ended(), also where it failed.
        var _ = open.closeAsync();
    }

    /** The same player logs in again on this server. */
    CompletableFuture<Void> replace() {
        try {
            Ticks.run(player, () -> {
                quit();
                evict(settings.texts().replaced());
            });
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "cannot make way for a second login player=" + player.getUuid(), failed);
        }
        return left;
    }

    /** On a thread of the session's callbacks; the session ends when this returns. */
    private void ending(Ending ending) {
        switch (ending.reason()) {
            case HANDED_OFF, SHUTDOWN ->
                Ticks.run(player, () -> {
                    Profile<T> open = profile;
                    if (leave() && open != null) {
                        snapshot(open);
                        evict(ending.reason());
                    }
                });
            case STOLEN, ERASED, EDITED, LOST -> gone(ending.reason());
            case CLOSED, TRANSFERRED -> {}
        }
    }

    private void gone(EndReason reason) {
        if (leave()) {
            Ticks.run(player, () -> evict(reason));
        }
    }

    /** At once, or later where a proxy is to have the time to take the player away itself. */
    private void evict(EndReason reason) {
        if (reason == EndReason.HANDED_OFF && spawned && settings.kickAfter().isPositive()) {
            evictLater(reason, settings.kickAfter());
        } else {
            evict(settings.texts().ended(reason));
        }
    }

    private void ended(Ended ended) {
        if (ended.fate() != Fate.STORED) {
            LOG.log(
                    Level.WARNING,
                    "newest state is not in the store player=" + player.getUuid() + " reason=" + ended.reason()
                            + " fate=" + ended.fate() + " by=" + ended.by());
        }
        left.complete(null);
        gone(ended.reason());
    }

    /** On the tick thread, so that the player does nothing more: whoever is only kicked plays until the next tick. */
    private void evict(Component text) {
        if (player.isOnline()) {
            player.kick(text);
        }
        if (Ticks.isTicking(player)) {
            player.remove();
        }
    }

    CompletableFuture<Void> save() {
        return Ticks.start(player, this::snapshotWhileActive).thenCompose(taken -> open().save());
    }

    private Profile<T> open() {
        Profile<T> open = profile;
        if (open == null) {
            throw new IllegalStateException("no profile is loaded player=" + player.getUuid());
        }
        return open;
    }

    CompletableFuture<Void> transfer(String serverName, String host, int port) {
        Profile<T> open = open();
        return Ticks.start(player, () -> {
                    if (!leave()) {
                        throw new IllegalStateException("player is leaving already player=" + player.getUuid());
                    }
                    snapshot(open);
                })
                .thenCompose(taken -> open.transferTo(serverName).whenComplete((done, failure) -> {
                    if (failure != null) {
                        stay(open);
                    }
                }))
                .thenRun(() -> {
                    player.getPlayerConnection().transfer(host, port);
                    evictLater(EndReason.TRANSFERRED, TRANSFER_PATIENCE);
                });
    }

    /** The transfer has failed: the session goes on, and the player with it, unless it has ended otherwise. */
    private void stay(Profile<T> open) {
        if (open.isActive()) {
            leaving = false;
        } else {
            Ticks.run(player, () -> evict(EndReason.LOST));
        }
    }

    private void evictLater(EndReason reason, Duration delay) {
        player.scheduler()
                .scheduleTask(
                        () -> evict(settings.texts().ended(reason)), TaskSchedule.duration(delay), TaskSchedule.stop());
    }

    /** Called every second: a player who broke off between configuration and world has no event (and no ticks). */
    void sweep() {
        if (player.isOnline() || Ticks.isTicking(player)) {
            seenOffline = false;
        } else if (seenOffline) {
            quit();
        } else {
            seenOffline = true;
        }
    }
}
