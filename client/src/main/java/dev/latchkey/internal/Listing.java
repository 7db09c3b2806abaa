package dev.latchkey.internal;

import dev.latchkey.LatchkeyException;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through what is in a store, page by page. Thread-safe. */
final class Listing {
    /** Bounds the memory, as each profile may have {@link dev.latchkey.Options#maxPayload()}. */
    private static final int PAGE = 32;

    private final Aside aside;

    Listing(Aside aside) {
        this.aside = aside;
    }

    /**
     * @throws LatchkeyException if the engine cannot list
     */
    List<String> keys(String store, String prefix, @Nullable String after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one key: " + limit);
        }
        if (!(aside.direct().engine() instanceof Inspection inspection)) {
            throw new LatchkeyException("this engine cannot list its profiles store=" + store, null);
        }
        List<ProfileId> page = aside.direct()
                .ask("nothing was listed", store, aside.patience(), () -> inspection.keys(store, prefix, after, limit));
        return page.stream().map(ProfileId::key).toList();
    }

    /** Keys of the profiles that have this tag, in order. */
    List<String> find(String store, String tag, String value, @Nullable String after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one key: " + limit);
        }
        Tags engine = tags(store);
        List<ProfileId> page = aside.direct()
                .ask(
                        "nothing was found",
                        store,
                        aside.patience(),
                        () -> engine.tagged(store, tag, value, after, limit));
        return page.stream().map(ProfileId::key).toList();
    }

    Map<String, String> tags(ProfileId profile) {
        Tags engine = tags(profile.store());
        return aside.direct().ask("nothing was read", profile.toString(), aside.patience(), () -> engine.tags(profile));
    }

    private Tags tags(String store) {
        if (aside.direct().engine() instanceof Tags engine) {
            return engine;
        }
        throw new LatchkeyException("this engine keeps no tags; use another store=" + store, null);
    }

    /** All records whose key begins so, as they are when it comes to them. */
    void records(String store, String prefix, Consumer<ProfileRecord> each) {
        String last = null;
        while (true) {
            List<String> page = keys(store, prefix, last, PAGE);
            if (page.isEmpty()) {
                return;
            }
            List<ProfileId> ids =
                    page.stream().map(key -> new ProfileId(store, key)).toList();
            aside.direct().readAll(ids, aside.patience()).stream()
                    .flatMap(Optional::stream)
                    .forEach(each);
            last = page.getLast();
        }
    }
}
