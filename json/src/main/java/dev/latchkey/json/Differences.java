package dev.latchkey.json;

import dev.latchkey.spi.CodecException;
import dev.latchkey.spi.Difference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Where two JSON texts differ, field by field; paths are JSON pointers. For one thread. */
final class Differences {
    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    static List<Difference> of(byte[] before, byte[] after) {
        Differences differences = new Differences();
        differences.compare("", tree(before), tree(after));
        return differences.found;
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return Extras.TREES.readTree(bytes);
        } catch (JacksonException e) {
            throw new CodecException("bytes are no JSON; " + JsonCodec.facts(e), e);
        }
    }

    private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null || after == null) {
            add(path, before, after);
        } else if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            for (String name : names) {
                compare(path + "/" + name.replace("~", "~0").replace("/", "~1"), before.get(name), after.get(name));
            }
        } else if (before.isArray() && after.isArray()) {
            lists(path, before, after);
        } else if (!before.equals(after)) {
            add(path, before, after);
        }
    }

    /** What both begin and end with is the same; what was put between them or taken out shows as that. */
    private void lists(String path, JsonNode before, JsonNode after) {
        int most = Math.min(before.size(), after.size());
        int head = 0;
        while (head < most && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        int gone = before.size() - tail;
        int come = after.size() - tail;
        for (int i = head; i < Math.max(gone, come); i++) {
            compare(path + "/" + i, i < gone ? before.get(i) : null, i < come ? after.get(i) : null);
        }
    }

    private void add(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        found.add(new Difference(path.isEmpty() ? "/" : path, text(before), text(after)));
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : node.toString();
    }
}
