package dev.latchkey.cli.internal.store;

import dev.latchkey.spi.Holding;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Enters the items of stored profiles, each as of one state of its record. For one thread. */
public final class Indexing {
    private static final int PAGE = 32;
    private static final int TRIES = 20;
    private static final int MOST_LISTED = 10_000;

    private final OpenStore store;
    private final ItemIndex index;
    private final Pointers pointers;
    private final List<Duplicate> duplicates = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private long profiles;
    private long items;
    private long duplicated;

    /** Of ids that stand there. */
    public Indexing(OpenStore store, Pointers pointers) {
        this.store = store;
        this.index = store.items();
        this.pointers = pointers;
    }

    /** An item of {@code profile} that {@code holder} has. */
    public record Duplicate(
            String item,
            String profile,
            String holder,
            @Nullable Instant since) {}

    /** A profile that could not be entered. */
    public record Skipped(String profile, String problem) {}

    /**
     * What was found.
     *
     * @param items how many are entered, those that were before among them
     * @param duplicates the first 10,000
     */
    public record Report(
            long profiles, long items, long duplicated, List<Duplicate> duplicates, List<Skipped> skipped) {
        /** Whether all is as it should be. */
        public boolean isClean() {
            return duplicated == 0 && skipped.isEmpty();
        }
    }

    /** All profiles of a store. */
    public Report run(String name, LongConsumer progress) {
        String after = null;
        while (true) {
            List<ProfileId> page = OpenStore.reply(store.inspection().keys(name, "", after, PAGE));
            if (page.isEmpty()) {
                return new Report(profiles, items, duplicated, List.copyOf(duplicates), List.copyOf(skipped));
            }
            for (ProfileId profile : page) {
                enter(profile);
                progress.accept(profiles);
            }
            after = page.getLast().key();
        }
    }

    private void enter(ProfileId profile) {
        for (int i = 0; i < TRIES; i++) {
            Optional<ProfileRecord> record =
                    OpenStore.reply(store.engine().read(List.of(profile)).get(0));
            Payload payload = record.map(ProfileRecord::payload).orElse(null);
            if (payload == null || entered(record.get(), payload)) {
                profiles++;
                return;
            }
        }
        skipped.add(new Skipped(profile.toString(), "it was saved again each time; run this again"));
    }

    /** Whether it is done: not so where somebody saved meanwhile. */
    private boolean entered(ProfileRecord record, Payload payload) {
        String profile = record.profile().toString();
        Optional<JsonNode> tree = payload.text() ? Json.tree(payload.bytes()) : Optional.empty();
        if (tree.isEmpty()) {
            skipped.add(new Skipped(profile, "its data is not JSON, but of codec " + payload.codec()));
            return true;
        }
        List<String> found = pointers.in(tree.get());
        Set<String> ids = new LinkedHashSet<>(found);
        ids.removeIf(id -> id.isEmpty() || id.length() > ItemIndex.MAX_ID);
        ItemIndex.Indexed reply = OpenStore.tried(() -> index.index(
                record.profile(), record.head().token(), record.head().version(), List.copyOf(ids)));
        if (!reply.current()) {
            return false;
        }
        items += ids.size() - reply.duplicates().size();
        reply.duplicates().forEach(holding -> add(holding, profile));
        Set<String> seen = new LinkedHashSet<>();
        found.stream().filter(id -> !seen.add(id)).forEach(id -> add(new Duplicate(id, profile, profile, null)));
        if (found.stream().anyMatch(id -> id.isEmpty() || id.length() > ItemIndex.MAX_ID)) {
            skipped.add(new Skipped(
                    profile,
                    "an id in it is empty or longer than " + ItemIndex.MAX_ID
                            + " characters; its other items are entered"));
        }
        return true;
    }

    private void add(Holding holding, String profile) {
        add(new Duplicate(holding.item(), profile, holding.place().toString(), holding.since()));
    }

    private void add(Duplicate duplicate) {
        duplicated++;
        if (duplicates.size() < MOST_LISTED) {
            duplicates.add(duplicate);
        }
    }
}
