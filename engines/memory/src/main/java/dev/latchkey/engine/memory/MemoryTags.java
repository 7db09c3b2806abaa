package dev.latchkey.engine.memory;

import dev.latchkey.spi.ProfileId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tags of profiles. Not thread-safe. */
final class MemoryTags {
    private final NavigableMap<ProfileId, Map<String, String>> all = new TreeMap<>();

    MemoryTags copy() {
        MemoryTags copy = new MemoryTags();
        copy.all.putAll(all);
        return copy;
    }

    void set(ProfileId profile, Map<String, String> tags) {
        if (tags.isEmpty()) {
            all.remove(profile);
        } else {
            all.put(profile, tags);
        }
    }

    Map<String, String> of(ProfileId profile) {
        return all.getOrDefault(profile, Map.of());
    }

    List<ProfileId> find(String store, String name, String value, @Nullable String after, int limit) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().store().equals(store)
                        && value.equals(each.getValue().get(name)))
                .map(Map.Entry::getKey)
                .filter(profile -> after == null || profile.compareTo(new ProfileId(store, after)) > 0)
                .limit(limit)
                .toList();
    }

    void erase(ProfileId profile) {
        all.remove(profile);
    }
}
