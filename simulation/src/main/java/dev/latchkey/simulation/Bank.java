package dev.latchkey.simulation;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A document that all servers share: each write is fenced by what was read (decision 12). In some runs it is locked for a
 * while, like a profile; then the others leave it alone, and the first of them raises the token (decision 17). Not
 * thread-safe.
 */
final class Bank {
    static final ProfileId ID = new ProfileId("banks", "bank");

    /** As it was read. */
    record Seen(Fence fence, @Nullable State state) {
        private List<String> items() {
            return state == null ? List.of() : state.items();
        }
    }

    private final Scene scene;
    private final boolean locked;
    private final boolean detaches;

    /**
     * @param locked whether servers lock it now and then
     */
    Bank(Scene scene, boolean locked, Flaw flaw) {
        this.scene = scene;
        this.locked = locked;
        detaches = flaw != Flaw.WRITES_UNDER_A_SESSIONS_TOKEN;
    }

    boolean isLocked() {
        return locked;
    }

    /**
     * Null while somebody has locked it.
     *
     * @param ids for the edit that is needed where a session has gone
     */
    @Nullable
    Seen look(Supplier<Id> ids) {
        ProfileRecord found = scene.record(ID);
        Head head = found == null ? Head.EMPTY : found.head();
        if (found == null || (head.owner() == null && head.claim() == null)) {
            return new Seen(Fence.of(head), state(found));
        } else if (head.owner() != null) {
            return null;
        } else if (found.payload() == null || !detaches) {
            return new Seen(Fence.of(head), state(found));
        }
        var unused = scene.engine.edit(
                List.of(new Edit(ID, ids.get(), head.token(), head.version(), found.payload(), "whoever is first")));
        ProfileRecord detached = scene.record(ID);
        return new Seen(Fence.of(detached == null ? Head.EMPTY : detached.head()), state(detached));
    }

    private @Nullable State state(@Nullable ProfileRecord found) {
        return scene.states.decode(found == null ? null : found.payload());
    }

    private static Write write(Seen seen, State next) {
        return new Write(ID, seen.fence(), States.encode(next), new Write.Keep(), Effects.NONE);
    }

    /** The one who trades puts something in. */
    Write deposit(Seen seen, Bargain bargain, Chance chance, List<State> made) {
        long amount = bargain.pay(chance);
        State next = scene.states.make(ID, seen.state(), amount, 0, seen.items());
        made.add(next);
        return write(seen, next);
    }

    /** A server adds something by itself. */
    void earn(Server server, Seen seen, Id write) {
        Id id = server.node.server();
        if (id == null) {
            return;
        }
        State next = scene.states.make(ID, seen.state(), 1, 1, seen.items());
        List<Outcome<CommitReply>> unused = scene.engine.commit(List.of(Commit.of(write, id, write(seen, next))));
        scene.says(server.name, "adds to the bank " + next + " -> " + unused.get(0));
    }
}
