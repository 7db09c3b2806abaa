package dev.latchkey.internal;

import dev.latchkey.core.Cargo;
import dev.latchkey.core.JournalEntry;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest states of sessions that were not stored when the node stopped (L10). Used by the mailbox alone. */
final class Remains {
    /** What the node may not have got, and what goes with it. */
    private record Newest(Payload payload, Cargo cargo) {}

    private final Map<ProfileId, Newest> unsaved = new HashMap<>();

    void add(ProfileId profile, Payload newest, Cargo cargo) {
        unsaved.put(profile, new Newest(newest, cargo));
    }

    /** The node's journal, with the newest states. */
    List<JournalEntry> completed(List<JournalEntry> journal) {
        return journal.stream().map(this::completed).toList();
    }

    /** With the newest state, unless that is the one in flight. */
    private JournalEntry completed(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Unreleased session -> {
                Newest newest = unsaved.get(session.profile());
                yield newest == null
                                || session.alternative()
                                || newest.payload().equals(inFlight(session))
                        ? session
                        : new JournalEntry.Unreleased(
                                session.profile(),
                                session.server(),
                                session.fence(),
                                session.inFlight(),
                                session.successor(),
                                newest.payload(),
                                session.cargo().then(newest.cargo()),
                                false);
            }
            case JournalEntry.Unshelved orphan -> orphan;
        };
    }

    private static @Nullable Payload inFlight(JournalEntry.Unreleased session) {
        Commit commit = session.inFlight();
        if (commit == null) {
            return null;
        }
        for (Write write : commit.writes()) {
            if (write.profile().equals(session.profile())) {
                return write.payload();
            }
        }
        return null;
    }
}
