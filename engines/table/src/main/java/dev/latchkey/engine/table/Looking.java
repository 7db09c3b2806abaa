package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.ServerInfo;
import dev.latchkey.spi.Inspection.SessionInfo;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looking around without a session, for people and tools: page by page, each of one moment. */
final class Looking {
    private static final int PAGE = 500;

    private Looking() {}

    static List<ServerInfo> servers(Step step) {
        List<Row> rows = step.glances(Step.whole(Names.SERVERS));
        step.read(rows.stream()
                .map(row -> new Get(Names.owned(Id.parse(row.key().name())), false))
                .toList());
        return rows.stream().map(row -> server(step, row)).toList();
    }

    private static ServerInfo server(Step step, Row found) {
        ServerRow row = Server.of(Id.parse(found.key().name()), found.value()).row();
        long sessions = step.clock() == null
                ? ServerInfo.NOT_COUNTED
                : ServerSteps.count(step.glance(Names.owned(row.server())));
        Instant since = row.since();
        Instant end = row.leaseEnd();
        return new ServerInfo(
                row.server(),
                row.name(),
                row.beat(),
                since == null ? Instant.EPOCH : since,
                end == null ? Instant.EPOCH : end,
                row.buried(),
                row.live(step.clock()),
                sessions);
    }

    /** Rows in pages from {@code from} on, while {@code goesOn}, at most {@code limit} that are {@code wanted}. */
    private static List<Row> rows(
            Step step, String table, String from, int limit, Predicate<Row> goesOn, Predicate<Row> wanted) {
        List<Row> rows = new ArrayList<>();
        String next = from;
        while (rows.size() < limit) {
            List<Row> page = step.glances(new Scan(table, next, "", PAGE, false));
            for (Row row : page) {
                if (rows.size() == limit || !goesOn.test(row)) {
                    return rows;
                }
                if (wanted.test(row)) {
                    rows.add(row);
                }
            }
            if (page.size() < PAGE) {
                return rows;
            }
            next = after(page.getLast().key().name());
        }
        return rows;
    }

    /** The first name that may come after this one. */
    private static String after(String name) {
        return name + "\0";
    }

    static List<SessionInfo> sessions(Step step, @Nullable ProfileId after, int limit) {
        String from = after == null ? "" : after(Names.of(after));
        return rows(
                        step,
                        Names.PROFILES,
                        from,
                        limit,
                        row -> true,
                        row -> profile(row).head().owner() != null)
                .stream()
                .map(row -> {
                    Profile profile = profile(row);
                    return new SessionInfo(
                            profile.record().profile(),
                            profile.head(),
                            profile.record().dates(),
                            profile.bytes());
                })
                .toList();
    }

    private static Profile profile(Row row) {
        return Profile.of(Names.profileOf(row.key().name()), row);
    }

    static List<ProfileId> keys(Step step, String store, String prefix, @Nullable String after, int limit) {
        String begin = store + " " + prefix;
        String next = after == null ? "" : after(store + " " + after);
        String from = begin.compareTo(next) > 0 ? begin : next;
        return rows(step, Names.PROFILES, from, limit, row -> row.key().name().startsWith(begin), row -> true).stream()
                .map(row -> Names.profileOf(row.key().name()))
                .toList();
    }

    /** Whoever has a record, or had a letter. */
    static List<ProfileId> inhabited(Step step, @Nullable ProfileId after, int limit) {
        String from = after == null ? "" : after(Names.of(after));
        TreeSet<ProfileId> all = new TreeSet<>();
        for (String table : List.of(Names.PROFILES, Names.MAILBOXES)) {
            rows(step, table, from, limit, row -> true, row -> true)
                    .forEach(row -> all.add(Names.profileOf(row.key().name())));
        }
        return all.stream().limit(limit).toList();
    }

    static List<String> stores(Step step) {
        List<String> stores = new ArrayList<>();
        String from = "";
        while (true) {
            List<Row> next = step.glances(new Scan(Names.PROFILES, from, "", 1, false));
            if (next.isEmpty()) {
                return stores;
            }
            String store = Names.profileOf(next.get(0).key().name()).store();
            stores.add(store);
            // After all that begins with the store and a space.
            from = store + "!";
        }
    }

    static List<AuditEntry> audit(Step step, @Nullable ProfileId profile, int limit) {
        List<AuditEntry> entries = step.glances(AuditRows.newest(profile, limit)).stream()
                .map(AuditRows::entry)
                .toList();
        step.read(entries.stream()
                .filter(entry -> entry.session() != null && entry.profile() != null)
                .map(entry -> Step.whole(OrphanRows.table(entry.profile())))
                .distinct()
                .toList());
        return entries.stream().map(entry -> withLost(step, entry)).toList();
    }

    private static AuditEntry withLost(Step step, AuditEntry entry) {
        EndedSession session = entry.session();
        ProfileId profile = entry.profile();
        return session == null || profile == null
                ? entry
                : new AuditEntry(
                        entry.at(),
                        entry.what(),
                        profile,
                        entry.from(),
                        entry.by(),
                        new EndedSession(
                                session.name(),
                                session.token(),
                                session.began(),
                                OrphanRows.lost(step, profile, session.token())));
    }

    static List<ProfileId> tagged(
            Step step, String store, String name, String value, @Nullable String after, int limit) {
        return rows(
                        step,
                        Names.tagged(store, name, value),
                        after == null ? "" : after(after),
                        limit,
                        row -> true,
                        row -> true)
                .stream()
                .map(row -> new ProfileId(store, row.key().name()))
                .toList();
    }
}
