package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.util.List;

/** Data that somebody else has put into the store. */
final class Stored {
    private Stored() {}

    /** Into a free record, new or not. */
    static void put(MemoryEngine store, ProfileId profile, Payload payload) {
        ProfileRecord found = store.records().get(profile);
        Head head = found == null ? Head.EMPTY : found.head();
        Edit edit = new Edit(profile, new Id(7, head.version()), head.token(), head.version(), payload, "test");
        boolean applied = store.edit(List.of(edit)).getFirst() instanceof Outcome.Done<Edit.Edited>(Edit.Edited reply)
                && reply.applied();
        assertThat(applied).isTrue();
    }

    /** A record, which must be there. */
    static ProfileRecord record(MemoryEngine store, ProfileId profile) {
        ProfileRecord found = store.records().get(profile);
        if (found == null) {
            throw new AssertionError("no record of " + profile);
        }
        return found;
    }
}
