package dev.latchkey.internal;

import dev.latchkey.DocumentLockedException;
import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.ProfileInUseException;
import dev.latchkey.UpdateConflictException;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.Optional;

/** Finds documents such as can be written without a session: after a lock as well (decision 17). Thread-safe. */
final class Unlocked {
    private final Aside aside;

    Unlocked(Aside aside) {
        this.aside = aside;
    }

    /**
     * The record as it is now, nobody's. A lock whose server is dead ends here (L2).
     *
     * @throws DocumentLockedException at once, if a live server has it
     */
    Optional<ProfileRecord> read(ProfileId id, Patience patience) {
        boolean freed = false;
        while (true) {
            Optional<ProfileRecord> found = aside.direct().read(id, patience);
            Head head = found.map(ProfileRecord::head).orElse(Head.EMPTY);
            Id owner = head.owner();
            Payload payload = found.map(ProfileRecord::payload).orElse(null);
            if (owner != null) {
                if (freed || !free(id)) {
                    throw locked(found.orElseThrow(), owner);
                }
                freed = true;
            } else if (head.claim() != null && payload != null) {
                detach(id, head, payload, patience);
            } else {
                return found;
            }
        }
    }

    private DocumentLockedException locked(ProfileRecord record, Id owner) {
        return new DocumentLockedException(
                record.profile(),
                owner,
                aside.direct().nameOf(owner),
                record.dates().session());
    }

    /** Whether it is free now, or was for a moment. */
    private boolean free(ProfileId id) {
        try {
            new ShortSession(aside, id).run(found -> new Write(id, Fence.of(found.head()), null, new Write.Keep()));
            return true;
        } catch (ProfileInUseException live) {
            return false;
        } catch (UpdateConflictException faster) {
            return true;
        }
    }

    /**
     * S4: what a session wrote last is recognised by {@code sealed} only where nobody else has written under its token. So
     * the token is raised before others write, by an edit that leaves the data as it is.
     */
    private void detach(ProfileId id, Head head, Payload payload, Patience patience) {
        Edit edit = new Edit(id, aside.direct().newId(), head.token(), head.version(), payload, aside.name());
        try {
            boolean unused = aside.direct().edit(edit, patience);
        } catch (OutcomeUnknownException whoever) {
            // Whether it was this one or others have written since: the record is looked at anew.
            return;
        }
    }
}
