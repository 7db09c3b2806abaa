package dev.latchkey.internal;

import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document in a transaction: as it is, and as it is to be. Nobody locks it: its fence tells (decision 12). For one thread. */
final class DocumentPart<T> implements Gathered.Part<T> {
    private final DocumentStore<T> store;
    private final DocumentStore.Seen<T> seen;
    private T value;
    private @Nullable Payload payload;
    private @Nullable Write write;

    private DocumentPart(DocumentStore<T> store, ProfileId id) {
        this.store = store;
        this.seen = store.look(id, store.aside().patience());
        this.value = seen.loaded().value();
    }

    /** As it is in the store now. Blocks. */
    static <T> DocumentPart<T> of(DocumentStore<T> store, ProfileId id) {
        return new DocumentPart<>(store, id);
    }

    @Override
    public T value() {
        return value;
    }

    @Override
    public void set(T next) {
        payload = store.payload(seen, next);
        value = next;
    }

    Write write(List<Letter> letters) {
        Write made = store.write(seen, payload, letters);
        write = made;
        return made;
    }

    void stored() {
        Write made = write;
        if (made != null) {
            store.stored(seen, made, seen.fence().token(), seen.fence().version() + 1);
        }
    }
}
