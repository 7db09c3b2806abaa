package dev.latchkey.minestom;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import net.minestom.server.entity.Player;

/**
 * What ties a player in the world to the data: how the data gets into the player, and how it is read off again.
 * A game that keeps its data in the profile alone, by {@link dev.latchkey.Profile#update}, needs none.
 *
 * @param <T> type of the data
 */
public interface Binding<T> {
    /**
     * Puts the data into the player. Called once, in the configuration phase: before the player spawns, on a
     * virtual thread that may block. What it throws keeps the player out.
     */
    void apply(Player player, T data);

    /**
     * The data as the player in the world has it now. Called on the player's tick thread, or under its lock
     * where the player does not tick any more; quick, and no update of the profile inside. Not called for a
     * player who never spawned.
     *
     * @param data the newest data; returned as it is where nothing has changed
     */
    T snapshot(Player player, T data);

    /** Of two functions. */
    static <T> Binding<T> of(BiConsumer<Player, T> apply, BiFunction<Player, T, T> snapshot) {
        return new Binding<>() {
            @Override
            public void apply(Player player, T data) {
                apply.accept(player, data);
            }

            @Override
            public T snapshot(Player player, T data) {
                return snapshot.apply(player, data);
            }
        };
    }

    /** For games whose data lives in the profile alone. */
    static <T> Binding<T> none() {
        return of((player, data) -> {}, (player, data) -> data);
    }
}
