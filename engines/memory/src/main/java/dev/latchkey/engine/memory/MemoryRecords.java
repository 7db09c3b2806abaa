package dev.latchkey.engine.memory;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.SessionInfo;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Wanted;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records and what must be found without looking at all of them. Not thread-safe. */
final class MemoryRecords {
    private final NavigableMap<ProfileId, ProfileRecord> all;
    /** Owner to its records that have a {@link Head#wanted()}: a renewal asks for them (L1). */
    private final Map<Id, NavigableSet<ProfileId>> wanted = new TreeMap<>();
    /** How many records a server owns. */
    private final Map<Id, Long> owned = new TreeMap<>();
    /** How many records a server waits for. */
    private final Map<Id, Long> waits = new TreeMap<>();

    MemoryRecords() {
        this(new TreeMap<>());
    }

    private MemoryRecords(NavigableMap<ProfileId, ProfileRecord> all) {
        this.all = all;
        all.values().forEach(record -> index(record, 1));
    }

    MemoryRecords copy() {
        return new MemoryRecords(new TreeMap<>(all));
    }

    @Nullable
    ProfileRecord get(ProfileId profile) {
        return all.get(profile);
    }

    void put(ProfileRecord record) {
        ProfileRecord before = all.put(record.profile(), record);
        if (before != null) {
            index(before, -1);
        }
        index(record, 1);
    }

    private void index(ProfileRecord record, long sign) {
        Id owner = record.head().owner();
        Wanted load = record.head().wanted();
        if (owner != null) {
            count(owned, owner, sign);
        }
        if (load != null) {
            count(waits, load.server(), sign);
        }
        if (owner != null && load != null) {
            indexWanted(owner, record.profile(), sign > 0);
        }
    }

    private void indexWanted(Id owner, ProfileId profile, boolean add) {
        NavigableSet<ProfileId> profiles = wanted.computeIfAbsent(owner, id -> new TreeSet<>());
        if (add) {
            profiles.add(profile);
        } else if (profiles.remove(profile) && profiles.isEmpty()) {
            wanted.remove(owner);
        }
    }

    private static void count(Map<Id, Long> counts, Id server, long sign) {
        long sum = counts.getOrDefault(server, 0L) + sign;
        if (sum == 0) {
            counts.remove(server);
        } else {
            counts.put(server, sum);
        }
    }

    /** Whether any record names the server, as owner or as the one that waits (L2). */
    boolean names(Id server) {
        return owned.containsKey(server) || waits.containsKey(server);
    }

    long owned(Id server) {
        return owned.getOrDefault(server, 0L);
    }

    /** The records of this server that a load waits for, without loads of buried servers: those wait no more (L4). */
    List<RenewReply.WantedSession> wantedOf(Id server, Predicate<Id> buried) {
        return wanted.getOrDefault(server, Collections.emptyNavigableSet()).stream()
                .map(all::get)
                .map(record -> session(record.profile(), record.head()))
                .filter(session -> !buried.test(session.wanted().server()))
                .toList();
    }

    private static RenewReply.WantedSession session(ProfileId profile, Head head) {
        Id claim = head.claim();
        Wanted load = head.wanted();
        if (claim == null || load == null) {
            throw new IllegalStateException("an indexed record is not wanted: profile=" + profile);
        }
        return new RenewReply.WantedSession(profile, head.token(), claim, load);
    }

    List<SessionInfo> sessions(@Nullable ProfileId after, int limit) {
        return (after == null ? all : all.tailMap(after, false))
                .values().stream()
                        .filter(record -> record.head().owner() != null)
                        .limit(limit)
                        .map(MemoryRecords::info)
                        .toList();
    }

    private static SessionInfo info(ProfileRecord record) {
        var payload = record.payload();
        return new SessionInfo(record.profile(), record.head(), record.dates(), payload == null ? 0 : payload.size());
    }

    List<ProfileId> keys(String store, String prefix, @Nullable String after, int limit) {
        NavigableMap<ProfileId, ProfileRecord> rest =
                after == null ? all : all.tailMap(new ProfileId(store, after), false);
        return rest.keySet().stream()
                .dropWhile(profile -> profile.store().compareTo(store) < 0)
                .takeWhile(profile -> profile.store().equals(store))
                .filter(profile -> profile.key().startsWith(prefix))
                .limit(limit)
                .toList();
    }

    List<String> stores() {
        return all.keySet().stream().map(ProfileId::store).distinct().toList();
    }

    Map<ProfileId, ProfileRecord> copyOfAll() {
        return Collections.unmodifiableMap(new TreeMap<>(all));
    }
}
