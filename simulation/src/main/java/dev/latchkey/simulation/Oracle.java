package dev.latchkey.simulation;

import dev.latchkey.core.Load;
import dev.latchkey.core.Output;
import dev.latchkey.core.Transaction;
import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Settlement;
import org.jspecify.annotations.Nullable;

/** One thing that must hold. It sees everything that happens and throws {@link Violation}. Not thread-safe. */
abstract class Oracle {
    private final int number;
    private final String name;

    Oracle(int number, String name) {
        this.number = number;
        this.name = name;
    }

    final int number() {
        return number;
    }

    final String name() {
        return name;
    }

    final void fail(String why) {
        throw new Violation(number, name + ": " + why);
    }

    /** The store changed a record; what it changed is already there. */
    void changed(Scene scene, Journal.Change change) {}

    /** The store changed a server's row. */
    void rowChanged(Scene scene, @Nullable ServerRow before, @Nullable ServerRow after) {}

    /** The game wants a profile. */
    void began(Scene scene, Server server, Load load) {}

    /** A load ended without a session. */
    void failed(Scene scene, Server server, Output.LoadFailed failed) {}

    /** The game got a session. */
    void loaded(Scene scene, Play play, Output.Loaded loaded) {}

    /** The game was told that its session ends. */
    void ending(Scene scene, Play play, Output.Ending ending) {}

    /** The game was told that a state is durable. */
    void saved(Scene scene, Play play, State state) {}

    /** The game was told that its session is over. */
    void ended(Scene scene, Play play, Output.Ended ended) {}

    /** A server has stopped, or has settled what an earlier one left in its journal. */
    void other(Scene scene, Server server, Output output) {}

    /** A letter came into a mailbox, or among its dead letters. */
    void delivered(Scene scene, Letter letter) {}

    /** A commit settled a letter. */
    void settled(Scene scene, ProfileId mailbox, Settlement settlement, Id write) {}

    /** An operator has removed a dead letter, and what was in it. */
    void discarded(Scene scene, ProfileId mailbox, String letter) {}

    /** What is old has been swept. */
    void swept(Scene scene) {}

    /** The sender of a letter from outside was answered. */
    void posted(Scene scene, Output.Posted posted) {}

    /** A transaction is over. */
    void concluded(Scene scene, Trade trade, Transaction.Conclusion conclusion) {}

    /** An event is over. */
    void after(Scene scene) {}

    /** Faults have stopped for long enough. */
    void atCalm(Scene scene) {}

    /** All is calm, all sessions were closed, and time enough has passed. */
    void atEnd(Scene scene) {}
}
