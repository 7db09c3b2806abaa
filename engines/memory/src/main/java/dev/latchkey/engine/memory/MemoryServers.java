package dev.latchkey.engine.memory;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.ServerInfo;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.RenewReply.Taken;
import dev.latchkey.spi.ServerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The servers' rows, and for each the sessions taken from it until it acknowledges (L1). Not thread-safe. */
final class MemoryServers {
    private static final Duration REMOVED_AFTER = Duration.ofDays(1);

    private final Map<Id, ServerRow> rows;
    private final Map<Id, Losses> losses;

    /** @param last the highest number given, also after all are acknowledged */
    private record Losses(long last, List<Taken> open) {
        static final Losses NONE = new Losses(0, List.of());

        Losses plus(ProfileId profile, RecordRules.Loss loss) {
            List<Taken> longer = new ArrayList<>(open);
            longer.add(new Taken(last + 1, profile, loss.token(), loss.claim(), loss.how(), loss.by()));
            return new Losses(last + 1, List.copyOf(longer));
        }

        Losses after(long acknowledged) {
            return new Losses(
                    last,
                    open.stream().filter(each -> each.number() > acknowledged).toList());
        }
    }

    MemoryServers() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    private MemoryServers(Map<Id, ServerRow> rows, Map<Id, Losses> losses) {
        this.rows = rows;
        this.losses = losses;
    }

    MemoryServers copy() {
        return new MemoryServers(new TreeMap<>(rows), new TreeMap<>(losses));
    }

    @Nullable
    ServerRow get(Id server) {
        return rows.get(server);
    }

    /** A buried server's list is dropped: no renewal will ask for it. */
    void put(ServerRow row) {
        rows.put(row.server(), row);
        if (row.buried()) {
            losses.remove(row.server());
        }
    }

    /** A missing row is never read as buried (L2). */
    boolean buried(Id server) {
        ServerRow row = rows.get(server);
        return row != null && row.buried();
    }

    String display(Id server) {
        ServerRow row = rows.get(server);
        return row == null ? server.toString() : row.name() + " " + server;
    }

    /** Empty where the row is missing. */
    String name(Id server) {
        ServerRow row = rows.get(server);
        return row == null ? "" : row.name();
    }

    /** Removes rows that are buried, a day past their lease and named by no record (L2). */
    List<ServerRow> removeOld(Instant now, Predicate<Id> named) {
        List<ServerRow> old = rows.values().stream()
                .filter(row -> row.buried() && old(row.leaseEnd(), now) && !named.test(row.server()))
                .toList();
        old.forEach(row -> rows.remove(row.server()));
        return old;
    }

    private static boolean old(@Nullable Instant leaseEnd, Instant now) {
        return leaseEnd != null && !leaseEnd.plus(REMOVED_AFTER).isAfter(now);
    }

    /** No longer than the sessions that the server had while it could renew: it opens none after its lease. */
    void lose(ProfileId profile, RecordRules.Loss loss) {
        if (rows.containsKey(loss.owner())) {
            losses.put(
                    loss.owner(), losses.getOrDefault(loss.owner(), Losses.NONE).plus(profile, loss));
        }
    }

    void acknowledge(Id server, long number) {
        losses.computeIfPresent(server, (id, mine) -> mine.after(number));
    }

    List<Taken> losses(Id server) {
        return losses.getOrDefault(server, Losses.NONE).open();
    }

    Map<Id, List<Taken>> losses() {
        Map<Id, List<Taken>> copy = new TreeMap<>();
        losses.forEach((server, mine) -> copy.put(server, mine.open()));
        return Collections.unmodifiableMap(copy);
    }

    Map<Id, ServerRow> copyOfAll() {
        return Collections.unmodifiableMap(new TreeMap<>(rows));
    }

    static ServerInfo info(ServerRow row, Instant now, long sessions) {
        Instant since = row.since();
        Instant leaseEnd = row.leaseEnd();
        if (since == null || leaseEnd == null) {
            throw new IllegalStateException("a row of an engine with a clock has no lease: server=" + row.server());
        }
        return new ServerInfo(
                row.server(), row.name(), row.beat(), since, leaseEnd, row.buried(), row.live(now), sessions);
    }
}
