package dev.latchkey.cli.internal.doctor;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers, their sessions, and what got lost on the way. */
final class SessionState {
    private static final int PAGE = 1_000;
    private static final int MOST_ORPHANS = 10_000;

    private final OpenStore store;
    private final Map<Id, Inspection.ServerInfo> servers;

    SessionState(OpenStore store) {
        this.store = store;
        this.servers = store.servers();
    }

    void examine(List<Finding> findings) {
        servers(findings);
        sessions(findings);
        orphans(findings);
    }

    private void servers(List<Finding> findings) {
        long live =
                servers.values().stream().filter(Inspection.ServerInfo::live).count();
        findings.add(Finding.ok("servers", live + " live"));
        servers.values().stream()
                .filter(info -> !info.live() && !info.buried())
                .sorted((a, b) -> a.leaseEnd().compareTo(b.leaseEnd()))
                .forEach(info -> findings.add(Finding.problem(
                        "servers",
                        info.name() + " is silent, its lease is over since " + info.leaseEnd() + " and it has "
                                + info.sessions()
                                + " sessions; they go to whoever loads them, as soon as a live server declares it"
                                + " dead: id=" + info.server())));
    }

    private void sessions(List<Finding> findings) {
        long open = 0;
        long free = 0;
        List<String> nobodys = new ArrayList<>();
        List<Inspection.SessionInfo> page = page(null);
        while (!page.isEmpty()) {
            for (Inspection.SessionInfo session : page) {
                Id owner = session.head().owner();
                Inspection.ServerInfo info = owner == null ? null : servers.get(owner);
                if (info == null) {
                    nobodys.add(session.profile().toString());
                } else if (info.buried()) {
                    free++;
                } else {
                    open++;
                }
            }
            page = page(page.get(page.size() - 1).profile());
        }
        findings.add(Finding.ok("sessions", open + " open"));
        if (free > 0) {
            findings.add(Finding.note(
                    "sessions", free + " of servers that are gone; free to whoever loads them, nothing is to be done"));
        }
        if (!nobodys.isEmpty()) {
            findings.add(Finding.problem(
                    "sessions",
                    nobodys.size() + " of servers that the store does not know, free them by latchkey unlock: "
                            + String.join(", ", nobodys.subList(0, Math.min(nobodys.size(), 5)))));
        }
    }

    private List<Inspection.SessionInfo> page(@Nullable ProfileId after) {
        return OpenStore.reply(store.inspection().sessions(after, PAGE));
    }

    private void orphans(List<Finding> findings) {
        if (!(store.engine() instanceof OrphanShelf shelf)) {
            return;
        }
        int kept = OpenStore.reply(shelf.orphans(null, MOST_ORPHANS)).size();
        findings.add(
                kept == 0
                        ? Finding.ok("orphans", "none")
                        : Finding.note(
                                "orphans",
                                (kept == MOST_ORPHANS ? "at least " : "") + kept
                                        + " edits lost their session before they were saved and are kept; see latchkey"
                                        + " orphans"));
    }
}
