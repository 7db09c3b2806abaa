package dev.latchkey.cli.internal.demo.check;

import dev.latchkey.cli.internal.demo.wire.Gift;
import dev.latchkey.cli.internal.demo.wire.PlayerData;
import java.util.List;
import java.util.Map;

/**
 * What the store holds. Immutable.
 *
 * @param players by their keys
 * @param letters that wait or are dead
 */
record Stored(Map<String, PlayerData> players, List<Waiting> letters) {
    /** Copies both. */
    Stored {
        players = Map.copyOf(players);
        letters = List.copyOf(letters);
    }

    /** A letter with a gift in it. */
    record Waiting(String to, Gift gift) {}

    PlayerData of(String key) {
        return players.getOrDefault(key, PlayerData.FRESH);
    }
}
