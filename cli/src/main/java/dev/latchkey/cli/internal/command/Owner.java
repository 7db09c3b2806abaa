package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ProfileId;
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

    /** Why a profile cannot be changed that somebody else has. */
    static Refusal busy(OpenStore store, ProfileId profile) {
        return Owner.live(store, store.read(profile))
                .map(server -> Refusal.failed(profile + " is open on the live server " + server
                        + ", which does not answer on the bus; nothing was changed. Let the player leave, or free it by"
                        + " latchkey unlock --force " + profile + ", and try again"))
                .orElseGet(() ->
                        Refusal.failed(profile + " was opened by somebody meanwhile, nothing was changed; try again"));
    }
}
