package dev.latchkey.simulation;

import dev.latchkey.spi.ProfileId;

/**
 * One state of a player's data, as the game made it. Each is used once.
 *
 * @param id its number in this run, > 0
 * @param parent the state that it was made from, 0 for none
 * @param steps how many updates led to it
 */
record State(ProfileId profile, int id, int parent, int steps) {
    @Override
    public String toString() {
        return "s" + id;
    }
}
