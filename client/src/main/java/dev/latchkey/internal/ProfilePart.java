package dev.latchkey.internal;

import dev.latchkey.core.Cargo;
import dev.latchkey.core.Transaction;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A profile in a transaction: as it is, and as it is to be. For one thread. */
final class ProfilePart<T> implements Gathered.Part<T> {
    private final Profiles<T> store;
    private final ProfileId id;
    private final Loaded<T> before;
    /** As it was: a value that is changed in place knows no more. */
    private final Set<String> items;

    private T value;
    private Set<String> itemsNow = Set.of();
    private @Nullable Map<String, String> tags;
    private @Nullable Payload payload;
    private final boolean isNew;
    private @Nullable Occasion keep;

    private ProfilePart(Profiles<T> store, ProfileId id, @Nullable Payload found) {
        this.store = store;
        this.id = id;
        this.before = store.data().read(id, found);
        this.items = found == null ? Set.of() : store.data().itemsOf(id, before.value());
        this.value = before.value();
        this.isNew = found == null;
    }

    static <T> ProfilePart<T> of(Profiles<T> store, ProfileId id, @Nullable Payload found) {
        return new ProfilePart<>(store, id, found);
    }

    ProfileId id() {
        return id;
    }

    @Override
    public T value() {
        return value;
    }

    @Override
    public void set(T next) {
        Payload written = store.data().write(id, next, before.origin());
        itemsNow = store.data().itemsOf(id, next);
        tags = store.data().tagsOf(id, next);
        payload = written;
        value = next;
    }

    /** An earlier state comes back: the present one is kept, if there is one. */
    void restore(Payload earlier, T next) {
        itemsNow = store.data().itemsOf(id, next);
        tags = store.data().tagsOf(id, next);
        payload = earlier;
        value = next;
        keep = isNew ? null : Occasion.RESTORE;
    }

    Transaction.Change change(Collecting letters) {
        Cargo cargo = payload == null
                ? letters.cargo(List.of(), Set.of(), Set.of())
                : letters.cargo(List.of(), items, itemsNow).with(tags);
        return new Transaction.Change(id, payload, cargo, keep);
    }
}
