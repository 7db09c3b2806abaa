package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ProfileRecord;
import java.util.Map;
import java.util.Optional;

/** Who has a profile. */
final class Owner {
    private Owner() {}

    /** Where a live server has it: its name, and since when. */
    static Optional<String> live(OpenStore store, ProfileRecord record) {
        Id owner = record.head().owner();
        if (owner == null) {
            return Optional.empty();
        }
        Map<Id, Inspection.ServerInfo> servers = store.servers();
        Inspection.ServerInfo info = servers.get(owner);
        return info != null && info.live()
                ? Optional.of(ServerView.name(owner, servers) + " since "
                        + record.dates().session())
                : Optional.empty();
    }
}
