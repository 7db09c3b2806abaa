package dev.latchkey.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a game keeps of a player, about 450 bytes as JSON.
 *
 * @param level how far the player is
 * @param gold what the player has
 * @param items what the player carries
 */
public record PlayerData(int level, long gold, List<Item> items) {
    /**
     * Something that a player owns.
     *
     * @param id which one
     * @param kind what it is
     * @param count how many
     */
    public record Item(String id, String kind, int count) {}

    /** What a new player has. */
    public static PlayerData fresh() {
        return new PlayerData(
                7,
                1_000,
                IntStream.range(0, 8)
                        .mapToObj(i -> new Item("item-%04d".formatted(i), "sword-of-bench", i))
                        .toList());
    }

    /** With another amount of gold. */
    public PlayerData withGold(long amount) {
        return new PlayerData(level, amount, items);
    }
}
