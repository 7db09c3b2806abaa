package dev.latchkey.simulation;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document that all servers share: nobody opens it, each write is fenced by what was read (decision 12). Not thread-safe. */
final class Bank {
    private static final ProfileId ID = new ProfileId("banks", "bank");

    /** As it was read. */
    record Seen(Fence fence, @Nullable State state) {}

    private final Scene scene;

    Bank(Scene scene) {
        this.scene = scene;
    }

    Seen look() {
        ProfileRecord found = scene.record(ID);
        return new Seen(
                found == null ? Fence.NONE : Fence.of(found.head()),
                scene.states.decode(found == null ? null : found.payload()));
    }

    private static Write write(Seen seen, State next) {
        return new Write(ID, seen.fence(), States.encode(next), new Write.Keep(), Effects.NONE);
    }

    /** The one who trades puts something in. */
    Write deposit(Seen seen, Bargain bargain, Chance chance, List<State> made) {
        long amount = bargain.pay(chance);
        State next = scene.states.make(ID, seen.state(), amount, 0, List.of());
        made.add(next);
        return write(seen, next);
    }

    /** A server adds something by itself. */
    void earn(Server server, Seen seen, Id write) {
        Id id = server.node.server();
        if (id == null) {
            return;
        }
        State next = scene.states.make(ID, seen.state(), 1, 1, List.of());
        List<Outcome<CommitReply>> unused = scene.engine.commit(List.of(Commit.of(write, id, write(seen, next))));
        scene.says(server.name, "adds to the bank " + next + " -> " + unused.get(0));
    }
}
