package dev.latchkey.engine.table;

import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.RowKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tags of profiles, and the profiles of each tag. */
final class TagRows {
    private TagRows() {}

    static Get get(ProfileId profile) {
        return new Get(Names.tags(profile), false);
    }

    static Map<String, String> present(Step step, ProfileId profile) {
        return of(profile, step.value(Names.tags(profile)));
    }

    static Map<String, String> of(ProfileId profile, @Nullable String line) {
        if (line == null) {
            return Map.of();
        }
        return Columns.read("tags of " + profile, line, from -> {
            Map<String, String> tags = new TreeMap<>();
            List<String> parts = from.texts();
            for (int i = 0; i < parts.size(); i += 2) {
                tags.put(parts.get(i), parts.get(i + 1));
            }
            return Collections.unmodifiableMap(tags);
        });
    }

    static void set(Step step, ProfileId profile, Map<String, String> tags) {
        Map<String, String> before = present(step, profile);
        before.forEach((name, value) -> {
            if (!value.equals(tags.get(name))) {
                step.remove(found(profile, name, value));
            }
        });
        List<String> parts = new ArrayList<>();
        tags.forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
            if (!value.equals(before.get(name))) {
                step.put(found(profile, name, value), "1");
            }
        });
        if (!tags.isEmpty()) {
            step.put(Names.tags(profile), new Line().texts(parts).done());
        } else if (!before.isEmpty()) {
            step.remove(Names.tags(profile));
        }
    }

    private static RowKey found(ProfileId profile, String name, String value) {
        return new RowKey(Names.tagged(profile.store(), name, value), profile.key());
    }
}
