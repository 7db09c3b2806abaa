package dev.latchkey.internal;

import dev.latchkey.MailOptions;
import dev.latchkey.Ref;
import dev.latchkey.Tx;
import dev.latchkey.core.Cargo;
import dev.latchkey.core.Transaction;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The frozen profiles of one attempt at a transaction. For one thread. */
final class Gathered implements Tx {
    /** One profile: as it is, and as it is to be. */
    private static final class Part<T> {
        final Profiles<T> store;
        final ProfileId id;
        final boolean isNew;
        final Loaded<T> before;
        T value;

        @Nullable
        Payload payload;

        Part(Profiles<T> store, ProfileId id, @Nullable Payload found) {
            this.store = store;
            this.id = id;
            this.isNew = found == null;
            this.before = store.data().read(id, found);
            this.value = before.value();
        }

        void set(T next) {
            payload = store.data().write(id, next, before.origin());
            value = next;
        }

        Cargo cargo(Collecting letters) {
            if (payload == null) {
                return letters.cargo(List.of(), Set.of(), Set.of());
            }
            Set<String> had = isNew ? Set.of() : store.data().itemsOf(id, before.value());
            return letters.cargo(List.of(), had, store.data().itemsOf(id, value));
        }
    }

    private final Letters letters;
    private final Map<ProfileId, Part<?>> parts = new LinkedHashMap<>();
    private final List<Letter> sent = new ArrayList<>();

    /**
     * @throws dev.latchkey.UnreadableProfileException if one of them cannot be read
     */
    Gathered(Letters letters, Map<Ref<?>, Profiles<?>> stores, List<Transaction.Part> found) {
        this.letters = letters;
        Map<ProfileId, Payload> payloads = new LinkedHashMap<>();
        found.forEach(part -> payloads.put(part.profile(), part.payload()));
        stores.forEach((ref, store) -> parts.put(ref.id(), part(store, ref.id(), payloads.get(ref.id()))));
    }

    private static <T> Part<T> part(Profiles<T> store, ProfileId id, @Nullable Payload payload) {
        return new Part<>(store, id, payload);
    }

    @SuppressWarnings("unchecked") // the ref's type is its store's
    private <T> Part<T> of(Ref<T> profile) {
        Part<?> part = parts.get(profile.id());
        if (part == null) {
            throw new IllegalArgumentException("profile does not take part in this transaction profile=" + profile);
        }
        return (Part<T>) part;
    }

    @Override
    public <T> T get(Ref<T> profile) {
        return of(profile).value;
    }

    @Override
    public <T> void set(Ref<T> profile, T value) {
        of(profile).set(value);
    }

    @Override
    public void send(Ref<?> to, Object message, UnaryOperator<MailOptions> options) {
        String from = parts.keySet().iterator().next().toString();
        sent.add(letters.letter(to.id(), message, options.apply(MailOptions.DEFAULT), from));
    }

    /** What is to be stored; letters go with the first profile. */
    List<Transaction.Change> changes() {
        List<Transaction.Change> changes = new ArrayList<>();
        for (Part<?> part : parts.values()) {
            Collecting collected = new Collecting(letters, part.id);
            if (changes.isEmpty()) {
                sent.forEach(collected::add);
            }
            changes.add(new Transaction.Change(part.id, part.payload, part.cargo(collected)));
        }
        return changes;
    }
}
