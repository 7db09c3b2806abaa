package dev.latchkey.engine.memory;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Earlier states of profiles, and who stored the present ones. Not thread-safe. */
final class MemoryHistory {
    private record Kept(History.Revision revision, Instant at, Payload payload) {}

    private final Map<ProfileId, List<Kept>> kept = new TreeMap<>();
    private final Map<ProfileId, String> writers = new TreeMap<>();
    private long numbers;

    MemoryHistory copy() {
        MemoryHistory copy = new MemoryHistory();
        kept.forEach((profile, revisions) -> copy.kept.put(profile, new ArrayList<>(revisions)));
        copy.writers.putAll(writers);
        copy.numbers = numbers;
        return copy;
    }

    /** Keeps what the record holds, unless that is kept already, or there is nothing. */
    void keep(@Nullable ProfileRecord record, Occasion occasion, Instant now) {
        Payload payload = record == null ? null : record.payload();
        if (record == null || payload == null) {
            return;
        }
        List<Kept> revisions = kept.computeIfAbsent(record.profile(), id -> new ArrayList<>());
        long version = record.head().version();
        if (!revisions.isEmpty() && revisions.getLast().revision().version() == version) {
            return;
        }
        History.Revision revision = new History.Revision(
                ++numbers,
                record.head().token(),
                version,
                record.dates().updated(),
                writers.getOrDefault(record.profile(), ""),
                occasion,
                payload.size());
        revisions.add(new Kept(revision, now, payload));
    }

    /** The profile's payload is this server's from now on. */
    void written(ProfileId profile, String server) {
        writers.put(profile, server);
    }

    List<History.Revision> revisions(ProfileId profile, @Nullable Long before, int limit) {
        return kept.getOrDefault(profile, List.of()).reversed().stream()
                .map(Kept::revision)
                .filter(revision -> before == null || revision.number() < before)
                .limit(limit)
                .toList();
    }

    @Nullable
    Payload payload(ProfileId profile, long number) {
        return kept.getOrDefault(profile, List.of()).stream()
                .filter(each -> each.revision().number() == number)
                .map(Kept::payload)
                .findFirst()
                .orElse(null);
    }

    List<Belongings.State> states(ProfileId profile) {
        return kept.getOrDefault(profile, List.of()).stream()
                .map(each -> new Belongings.State(
                        each.revision().token(),
                        each.revision().version(),
                        each.revision().saved(),
                        each.revision().server(),
                        each.revision().occasion(),
                        each.at(),
                        each.payload()))
                .toList();
    }

    /** Who stored what the profile has now; empty where unknown. */
    String writer(ProfileId profile) {
        return writers.getOrDefault(profile, "");
    }

    /** In the place of all states of a profile. */
    void replace(Belongings with) {
        erase(with.profile());
        written(with.profile(), with.by());
        for (Belongings.State state : with.history()) {
            History.Revision revision = new History.Revision(
                    ++numbers,
                    state.token(),
                    state.version(),
                    state.saved(),
                    state.by(),
                    state.occasion(),
                    state.payload().size());
            kept.computeIfAbsent(with.profile(), id -> new ArrayList<>())
                    .add(new Kept(revision, state.kept(), state.payload()));
        }
    }

    void erase(ProfileId profile) {
        kept.remove(profile);
        writers.remove(profile);
    }

    int forget(Instant before, int most) {
        int gone = 0;
        for (List<Kept> revisions : kept.values()) {
            while (gone < most && !revisions.isEmpty() && revisions.get(0).at().isBefore(before)) {
                revisions.remove(0);
                gone++;
            }
        }
        kept.values().removeIf(List::isEmpty);
        return gone;
    }
}
