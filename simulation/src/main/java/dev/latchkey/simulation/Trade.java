package dev.latchkey.simulation;

import dev.latchkey.core.Transaction;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.List;

/** A transaction that the game has begun, and what it made of the states. Not thread-safe. */
final class Trade {
    final Server server;
    final Transaction transaction;
    /** What is stored if it is. */
    final List<State> made = new ArrayList<>();

    Trade(Server server, List<ProfileId> profiles, long patience) {
        this.server = server;
        this.transaction = new Transaction(profiles, patience, this);
    }

    @Override
    public String toString() {
        return server + ":" + transaction + made;
    }
}
