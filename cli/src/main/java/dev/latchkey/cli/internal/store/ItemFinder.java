package dev.latchkey.cli.internal.store;

import dev.latchkey.spi.Holding;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the ids of unique items in data whose class nobody knows here: where pointers say they stand; else every text and
 * number that the store knows as an item's id, which may be one too many and is never one too few. For one thread.
 */
public final class ItemFinder {
    private static final int MOST_KNOWN = 100_000;

    private final ItemIndex index;
    private final @Nullable Pointers pointers;
    private final Map<String, Boolean> known = new HashMap<>();

    /**
     * With a store's index.
     *
     * @param pointers where ids stand, null where nobody says
     */
    public ItemFinder(ItemIndex index, @Nullable Pointers pointers) {
        this.index = index;
        this.pointers = pointers;
    }

    /** The ids in some bytes; none where they are not JSON. */
    public Set<String> in(byte[] bytes) {
        return Json.tree(bytes).map(this::in).orElseGet(TreeSet::new);
    }

    /** The ids in data. */
    Set<String> in(JsonNode tree) {
        Set<String> ids = new TreeSet<>();
        if (pointers != null) {
            ids.addAll(pointers.in(tree));
        } else {
            Set<String> all = new LinkedHashSet<>();
            Pointers.scalars(tree, all::add);
            all.stream().filter(this::isItem).forEach(ids::add);
        }
        ids.removeIf(id -> id.isEmpty() || id.length() > ItemIndex.MAX_ID);
        return ids;
    }

    private boolean isItem(String id) {
        if (id.isEmpty() || id.length() > ItemIndex.MAX_ID) {
            return false;
        }
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(
                id,
                each -> OpenStore.reply(index.holding(each)).isPresent()
                        || !OpenStore.reply(index.path(each, 1)).isEmpty());
    }

    /** The bytes without the elements that have these ids. */
    byte[] without(byte[] bytes, Set<String> ids) {
        Optional<JsonNode> tree = pointers == null ? Optional.empty() : Json.tree(bytes);
        if (tree.isEmpty() || pointers == null) {
            return bytes;
        }
        pointers.takeOut(tree.get(), ids);
        return Json.bytes(tree.get());
    }

    /** Those in the bytes that are anywhere but in this profile. */
    public List<Holding> elsewhere(ProfileId profile, byte[] bytes) {
        List<Holding> others = new ArrayList<>();
        for (String id : in(bytes)) {
            Optional<Holding> holding = OpenStore.reply(index.holding(id));
            holding.filter(found -> !found.place().equals(new Place.InProfile(profile)))
                    .ifPresent(others::add);
        }
        return others;
    }
}
