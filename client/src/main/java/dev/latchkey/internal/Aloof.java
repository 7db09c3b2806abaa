package dev.latchkey.internal;

import dev.latchkey.ItemHeldException;
import dev.latchkey.Ref;
import dev.latchkey.RestoreOptions;
import dev.latchkey.TransactionOptions;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Looks at and changes profiles of one store without opening them: transactions of one, which evict nobody (S7). */
final class Aloof<T> {
    /** Carries what was seen out of a transaction that changes nothing. */
    private static final class Seen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Seen() {
            super(null, null, false, false);
        }
    }

    private final Server server;
    private final Profiles<T> store;
    private final Data<T> data;
    private final Care<T> care;

    Aloof(Server server, Profiles<T> store, Data<T> data, Care<T> care) {
        this.server = server;
        this.store = store;
        this.data = data;
        this.care = care;
    }

    T edit(Ref<T> profile, UnaryOperator<T> change) {
        return server.transact(
                List.of(profile),
                tx -> {
                    tx.update(profile, change);
                    return tx.get(profile);
                },
                TransactionOptions.DEFAULT);
    }

    /** Whoever has it saves first: it takes part in a transaction that comes to nothing. */
    Optional<T> newest(Ref<T> profile) {
        saveHere(profile);
        if (server.held(profile.id()).isEmpty() && care.isOpen(profile.id())) {
            try {
                server.transact(
                        List.of(profile),
                        tx -> {
                            throw new Seen();
                        },
                        TransactionOptions.DEFAULT);
            } catch (Seen seen) {
                return store.view(profile.key());
            }
        }
        return store.view(profile.key());
    }

    private void saveHere(Ref<T> profile) {
        store.opened(profile.key()).ifPresent(open -> open.save().join());
    }

    List<Holding> restore(Ref<T> profile, Payload old, RestoreOptions<T> options) {
        ProfileId id = profile.id();
        Loaded<T> loaded = data.read(id, old);
        List<Holding> elsewhere = elsewhere(id, data.itemsOf(id, loaded.value()));
        BiFunction<? super T, Set<String>, ? extends T> without = options.without();
        if (!elsewhere.isEmpty() && without == null) {
            throw new ItemHeldException(id, elsewhere);
        }
        if (elsewhere.isEmpty() || without == null) {
            put(profile, old, loaded.value());
        } else {
            Set<String> ids = new TreeSet<>();
            elsewhere.forEach(holding -> ids.add(holding.item()));
            T rest = without.apply(loaded.value(), ids);
            put(profile, data.write(id, rest, loaded.origin()), rest);
        }
        return elsewhere;
    }

    private void put(Ref<T> profile, Payload earlier, T value) {
        saveHere(profile);
        try {
            boolean unused = server.transact(
                    List.of(profile),
                    tx -> {
                        ((Gathered) tx).restore(profile, earlier, value);
                        return true;
                    },
                    TransactionOptions.DEFAULT);
        } catch (UnreadableProfileException broken) {
            // What is there now may be what a restore is to mend.
            care.restore(profile.id(), earlier, value);
        }
    }

    private List<Holding> elsewhere(ProfileId profile, Set<String> items) {
        List<Holding> elsewhere = new ArrayList<>();
        if (!(server.engine() instanceof ItemIndex index)) {
            return elsewhere;
        }
        Place here = new Place.InProfile(profile);
        for (String item : items) {
            Optional<Holding> holding = care.ask(profile, () -> index.holding(item));
            holding.filter(each -> !each.place().equals(here)).ifPresent(elsewhere::add);
        }
        return elsewhere;
    }
}
