package dev.latchkey.minestom;

import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import net.minestom.server.entity.Player;
import net.minestom.server.event.Event;
import net.minestom.server.event.EventNode;
import net.minestom.server.tag.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of the players on this Minestom server, by their UUIDs: each is loaded in the configuration phase
 * and open until the player leaves, or until another server asks for it, which kicks the player. Thread-safe.
 *
 * <p>A second login of the same player on this server takes the place of the first one: that one is kicked and
 * saved, then the second one loads.
 *
 * <p>On shutdown close the {@link dev.latchkey.Latchkey}, for example by {@code
 * MinecraftServer.getSchedulerManager().buildShutdownTask(latchkey::close)}: every player's state is taken, saved
 * and the player kicked. Not from a tick thread, which it has to wait for.
 *
 * @param <T> type of the data
 */
public final class PlayerData<T> {
    private final ProfileStore<T> store;
    private final Binding<T> binding;
    private final Settings settings;
    private final Tag<Seat<T>> tag;
    private final ConcurrentMap<UUID, Seat<T>> seats = new ConcurrentHashMap<>();

    private PlayerData(ProfileStore<T> store, Binding<T> binding, Settings settings) {
        this.store = store;
        this.binding = binding;
        this.settings = settings;
        this.tag = Tag.Transient("latchkey-" + store.name());
    }

    /**
     * Takes care of the players from now on, with {@link Settings#DEFAULT}.
     *
     * @param node for example {@code MinecraftServer.getGlobalEventHandler()}; listeners that are added to it
     *     later, and those of later children, find the profile loaded
     */
    public static <T> PlayerData<T> attach(ProfileStore<T> store, EventNode<Event> node, Binding<T> binding) {
        return attach(store, node, binding, settings -> settings);
    }

    /** Like {@link #attach(ProfileStore, EventNode, Binding)}, with settings. */
    public static <T> PlayerData<T> attach(
            ProfileStore<T> store, EventNode<Event> node, Binding<T> binding, UnaryOperator<Settings> settings) {
        PlayerData<T> data = new PlayerData<>(store, binding, settings.apply(Settings.DEFAULT));
        new Listeners<>(data).addTo(node);
        return data;
    }

    /**
     * The profile of a player on this server. After the session's end it is still given, and refuses updates.
     *
     * @throws IllegalStateException if it is not loaded yet, or was not loaded here
     */
    public Profile<T> profile(Player player) {
        return find(player)
                .orElseThrow(() -> new IllegalStateException("no profile is loaded player=" + player.getUuid()
                        + "; attach PlayerData before other listeners of AsyncPlayerConfigurationEvent"));
    }

    /** The profile of a player on this server, if it has been loaded. */
    public Optional<Profile<T>> find(Player player) {
        Seat<T> seat = player.getTag(tag);
        return seat == null ? Optional.empty() : Optional.ofNullable(seat.profile());
    }

    /** Whether what happens to the player now is going to be saved: the session is active and nobody takes leave. */
    public boolean isActive(Player player) {
        Seat<T> seat = player.getTag(tag);
        return seat != null && seat.isActive();
    }

    /**
     * Reads off the player's state and saves it.
     *
     * @return done when it is durable
     */
    public CompletableFuture<Void> save(Player player) {
        return seat(player).save();
    }

    /**
     * Sends the player to another server: the state is read off, saved and handed to that server in one write, then
     * the client is told to go there, which finds the profile waiting.
     *
     * @param serverName the other server's display name in the store, see {@link dev.latchkey.Options#name()}
     * @param host where the client finds it
     * @return done when the client has been told; where it fails with {@link
     *     dev.latchkey.UnknownServerException} the player stays and plays on
     */
    public CompletableFuture<Void> transfer(Player player, String serverName, String host, int port) {
        return seat(player).transfer(serverName, host, port);
    }

    private Seat<T> seat(Player player) {
        Seat<T> seat = player.getTag(tag);
        if (seat == null) {
            throw new IllegalStateException("no profile is loaded player=" + player.getUuid());
        }
        return seat;
    }

    /** In the configuration phase, on a virtual thread: returns when the player may come in, or has been kicked. */
    void enter(Player player) {
        Seat<T> seat = new Seat<>(player, store, binding, settings);
        player.setTag(tag, seat);
        if (!player.isOnline()) {
            // The connection broke before there was a player to send an event for: do not take the session away
            // from a server on which the player may be. From here on a quit is told to the seat.
            seat.quit();
            return;
        }
        Seat<T> before = seats.put(player.getUuid(), seat);
        var _ = seat.left().thenRun(() -> seats.remove(player.getUuid(), seat));
        seat.enter(before == null ? CompletableFuture.completedFuture(null) : before.replace());
    }

    @Nullable
    Seat<T> seatOrNull(Player player) {
        return player.getTag(tag);
    }

    /** Finds the players whose quitting no event has told of. */
    void sweep() {
        seats.values().forEach(Seat::sweep);
    }

    Settings settings() {
        return settings;
    }
}
