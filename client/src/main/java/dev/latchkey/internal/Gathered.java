package dev.latchkey.internal;

import dev.latchkey.MailOptions;
import dev.latchkey.Ref;
import dev.latchkey.Tx;
import dev.latchkey.core.Transaction;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The frozen profiles of one attempt at a transaction, and the documents as they are now. For one thread. */
final class Gathered implements Tx {
    private final Letters letters;
    private final Map<ProfileId, ProfilePart<?>> profiles = new LinkedHashMap<>();
    private final Map<ProfileId, DocumentPart<?>> documents = new LinkedHashMap<>();
    private final List<Letter> sent = new ArrayList<>();

    /**
     * Blocks where there are documents.
     *
     * @throws dev.latchkey.UnreadableProfileException if one of them cannot be read
     * @throws dev.latchkey.StoreAwayException if documents cannot be read now
     */
    Gathered(Letters letters, Parts parts, List<Transaction.Part> found) {
        this.letters = letters;
        Map<ProfileId, Payload> payloads = new LinkedHashMap<>();
        found.forEach(part -> payloads.put(part.profile(), part.payload()));
        parts.profiles().forEach((id, store) -> profiles.put(id, ProfilePart.of(store, id, payloads.get(id))));
        parts.documents().forEach((id, store) -> documents.put(id, DocumentPart.of(store, id)));
    }

    /** A part of the transaction. */
    interface Part<T> {
        T value();

        void set(T next);
    }

    @SuppressWarnings("unchecked") // the ref's type is its store's
    private <T> Part<T> of(Ref<T> named) {
        Part<?> profile = profiles.get(named.id());
        Part<?> part = profile == null ? documents.get(named.id()) : profile;
        if (part == null) {
            throw new IllegalArgumentException("does not take part in this transaction profile=" + named);
        }
        return (Part<T>) part;
    }

    @Override
    public <T> T get(Ref<T> profile) {
        return of(profile).value();
    }

    @Override
    public <T> void set(Ref<T> profile, T value) {
        of(profile).set(value);
    }

    /** An earlier state of a profile comes back. */
    <T> void restore(Ref<T> profile, Payload earlier, T value) {
        if (of(profile) instanceof ProfilePart<T> part) {
            part.restore(earlier, value);
        }
    }

    @Override
    public void send(Ref<?> to, Object message, UnaryOperator<MailOptions> options) {
        ProfileId from =
                (profiles.isEmpty() ? documents : profiles).keySet().iterator().next();
        sent.add(letters.letter(to, message, options.apply(MailOptions.DEFAULT), from.toString()));
    }

    /** What becomes of the profiles; letters go with the first of them. */
    List<Transaction.Change> changes() {
        List<Transaction.Change> changes = new ArrayList<>();
        for (ProfilePart<?> part : profiles.values()) {
            Collecting collected = new Collecting(letters, part.id());
            if (changes.isEmpty()) {
                sent.forEach(collected::add);
            }
            changes.add(part.change(collected));
        }
        return changes;
    }

    /** What becomes of the documents, all of which are fenced; without a profile letters go with the first of them. */
    List<Write> others() {
        List<Write> writes = new ArrayList<>();
        for (DocumentPart<?> part : documents.values()) {
            writes.add(part.write(profiles.isEmpty() && writes.isEmpty() ? sent : List.of()));
        }
        return writes;
    }

    /** All of it is stored. */
    void stored() {
        documents.values().forEach(DocumentPart::stored);
    }
}
