package dev.latchkey.simulation;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileRecord;
import java.time.Duration;
import java.util.List;

/** What is done to a {@link SmallWorld}'s store past its servers. Not thread-safe. */
final class Meddling {
    private final SmallWorld world;

    Meddling(SmallWorld world) {
        this.world = world;
    }

    /** An operator changes or erases the record. */
    void edit(boolean erase) {
        ProfileRecord found = world.scene.record(SmallWorld.PROFILE);
        if (found == null) {
            return;
        }
        State seen = world.scene.states.decode(found.payload());
        Head head = found.head();
        int number = world.done(Choice.Kind.EDIT) + world.done(Choice.Kind.ERASE);
        Edit edit = new Edit(
                SmallWorld.PROFILE,
                SmallIds.of(SmallIds.OPERATOR, 0, number),
                head.token(),
                head.version(),
                erase ? null : States.encode(world.scene.states.next(SmallWorld.PROFILE, seen)),
                "operator");
        Outcome<Edit.Edited> unheard = world.scene.engine.edit(List.of(edit)).get(0);
        if (!world.scene.trace.isDeaf()) {
            world.scene.says("store", Words.of(unheard));
        }
    }

    /** A live server is taken for dead. */
    void bury(Server server) {
        Id id = server.node.server();
        if (id != null) {
            world.scene.rogue = true;
            Outcome<Burial.Reply> unheard =
                    world.scene.engine.bury(new Burial(id, id, 0, Duration.ZERO, Burial.Cause.GIVEN_BACK));
            world.scene.rogue = false;
            if (!world.scene.trace.isDeaf()) {
                world.scene.says("store", Words.of(unheard));
            }
        }
    }
}
