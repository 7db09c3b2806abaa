package dev.latchkey.cli.internal.store;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server, for people. */
public record ServerView(
        String id, String name, String state, long sessions, long beat, Instant since, Instant leaseEnd) {
    /** Its view. */
    public static ServerView of(Inspection.ServerInfo info) {
        return new ServerView(
                info.server().toString(),
                info.name(),
                state(info),
                info.sessions(),
                info.beat(),
                info.since(),
                info.leaseEnd());
    }

    private static String state(Inspection.ServerInfo info) {
        if (info.buried()) {
            return "gone";
        }
        return info.live() ? "live" : "silent";
    }

    /** Name of a server, its id where it has no row, null for none. */
    public static @Nullable String name(@Nullable Id server, Map<Id, Inspection.ServerInfo> all) {
        if (server == null) {
            return null;
        }
        Inspection.ServerInfo info = all.get(server);
        return info == null ? server.toString() : info.name();
    }

    /** Of a name and an id, as the store keeps them of who saved something, the name; null shows as a dash. */
    public static @Nullable String shortName(String server) {
        String name = server.replaceFirst(" [0-9a-f]{32}$", "");
        return name.isEmpty() ? null : name;
    }

    /** What an owner's state means for its session. */
    public static @Nullable String state(@Nullable Id server, Map<Id, Inspection.ServerInfo> all) {
        if (server == null) {
            return null;
        }
        Inspection.ServerInfo info = all.get(server);
        return info == null ? "unknown" : state(info);
    }
}
