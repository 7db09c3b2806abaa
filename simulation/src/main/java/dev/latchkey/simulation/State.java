package dev.latchkey.simulation;

import dev.latchkey.spi.ProfileId;
import java.util.List;

/**
 * One state of a player's data, as the game made it. Each is used once.
 *
 * @param id its number in this run, > 0
 * @param parent the state that it was made from, 0 for none
 * @param steps how many updates led to it
 * @param gold what the player has
 * @param minted how much gold was made on the way to it
 * @param items ids of the unique items that the player has
 */
record State(ProfileId profile, int id, int parent, int steps, long gold, long minted, List<String> items) {
    @Override
    public String toString() {
        return "s" + id;
    }
}
