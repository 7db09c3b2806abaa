package dev.latchkey.cli.internal.copy;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Inspection.ServerInfo;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.Relocation.Unpacked;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of the two stores. What gets no answer is asked again: all of this may be asked twice. */
final class Side {
    private static final int PAGE = 500;

    private final OpenStore store;
    private final Relocation moving;

    Side(OpenStore store) {
        this.store = store;
        this.moving = store.relocation();
    }

    List<ServerInfo> servers() {
        return OpenStore.tried(() -> store.inspection().servers());
    }

    Map<ProfileId, Optional<Head>> heads(List<ProfileId> profiles) {
        List<Optional<ProfileRecord>> records = all(profiles, store.engine()::read);
        Map<ProfileId, Optional<Head>> heads = new TreeMap<>();
        for (int i = 0; i < profiles.size(); i++) {
            heads.put(profiles.get(i), records.get(i).map(ProfileRecord::head));
        }
        return heads;
    }

    List<Belongings> pack(List<ProfileId> profiles) {
        return all(profiles, moving::pack);
    }

    List<Unpacked> unpack(List<Belongings> all) {
        return all(all, moving::unpack);
    }

    private static <Q, R> List<R> all(List<Q> asked, Function<List<Q>, List<Outcome<R>>> verb) {
        if (asked.isEmpty()) {
            return List.of();
        }
        List<Outcome<R>> outcomes = verb.apply(asked);
        List<R> replies = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            List<Q> one = List.of(asked.get(i));
            replies.add(
                    outcomes.get(i) instanceof Outcome.Done<R>(R reply)
                            ? reply
                            : OpenStore.tried(() -> verb.apply(one).get(0)));
        }
        return replies;
    }

    /** Whoever has anything here, in order. */
    Iterator<ProfileId> profiles() {
        return new Iterator<>() {
            private List<ProfileId> page = next(null);
            private int at;

            private List<ProfileId> next(@Nullable ProfileId after) {
                return OpenStore.tried(() -> moving.inhabited(after, PAGE));
            }

            @Override
            public boolean hasNext() {
                if (at == page.size() && page.size() == PAGE) {
                    page = next(page.getLast());
                    at = 0;
                }
                return at < page.size();
            }

            @Override
            public ProfileId next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no more profiles");
                }
                return page.get(at++);
            }
        };
    }
}
