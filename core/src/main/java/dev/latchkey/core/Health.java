package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;

/** Tells the game's operators whether store and bus answer. Decides nothing. */
final class Health {
    private final Core core;
    private boolean storeAway;
    private String trouble = "";
    private boolean busSilent;
    private long beatsSent;
    private boolean heardSinceSent = true;

    Health(Core core) {
        this.core = core;
    }

    void answered(Outcome<?> outcome) {
        switch (outcome) {
            case Outcome.Done<?> done -> well();
            case Outcome.NotDone<?> notDone -> away(notDone.failure());
            case Outcome.Unknown<?> unknown -> away(unknown.failure());
        }
    }

    private void well() {
        if (storeAway) {
            storeAway = false;
            trouble = "";
            core.emit(new Output.StoreHealth(true, ""));
        }
    }

    private void away(Outcome.Failure failure) {
        if (!storeAway) {
            storeAway = true;
            trouble = failure.message();
            core.emit(new Output.StoreHealth(false, failure.message()));
        }
    }

    /** Why the store does not answer; empty where it does. */
    String storeTrouble() {
        return trouble;
    }

    /** L6: a silent bus is told apart from a silent owner by hearing one's own beat. */
    void beat() {
        if (!heardSinceSent && !busSilent) {
            busSilent = true;
            core.emit(new Output.BusHealth(false));
        }
        heardSinceSent = false;
        Id server = core.membership.server;
        if (server != null) {
            core.send(server, new Message.Beat(++beatsSent));
        }
    }

    void beatHeard() {
        heardSinceSent = true;
        if (busSilent) {
            busSilent = false;
            core.emit(new Output.BusHealth(true));
        }
    }
}
