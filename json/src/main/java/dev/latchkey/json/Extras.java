package dev.latchkey.json;

import dev.latchkey.spi.CodecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields that a class does not have, each with its way from the root: {@code [[["stats","new"],3],…]}. The
 * way is kept apart from the value, so that an object which was removed does not come back half. For one
 * thread.
 */
final class Extras {
    /** Keeps every digit of numbers that it knows nothing about. */
    static final JsonMapper TREES = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ArrayNode fields;

    private Extras(ArrayNode fields) {
        this.fields = fields;
    }

    static Extras parse(byte[] bytes) {
        return new Extras((ArrayNode) TREES.readTree(bytes));
    }

    /**
     * Finds the unknown fields in stored bytes: those with a name that was seen to be unknown and that are
     * gone once the value is encoded anew.
     *
     * @param seen names of all unknown fields, as often as they occur
     * @throws CodecException if some are where they cannot be kept
     */
    static Extras find(byte[] stored, byte[] encoded, List<String> seen) {
        Extras extras = new Extras(TREES.createArrayNode());
        JsonNode before = TREES.readTree(stored);
        extras.compare(new ArrayList<>(), before, TREES.readTree(encoded), Set.copyOf(seen));
        if (extras.fields.size() != seen.size()) {
            throw new CodecException(
                    "JSON has unknown fields where they cannot be kept; path="
                            + pathWithinList(before, Set.copyOf(seen), "", false)
                            + " why=it is within a list",
                    null);
        }
        return extras;
    }

    private void compare(List<String> way, JsonNode before, @Nullable JsonNode after, Set<String> seen) {
        if (!before.isObject() || after == null || !after.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            String name = field.getKey();
            way.add(name);
            if (after.has(name)) {
                compare(way, field.getValue(), after.get(name), seen);
            } else if (seen.contains(name)) {
                ArrayNode extra = fields.addArray();
                ArrayNode names = extra.addArray();
                way.forEach(names::add);
                extra.add(field.getValue());
            }
            way.removeLast();
        }
    }

    /** For the message only: the first field of such a name below a list; the whole value if there is none. */
    private static String pathWithinList(JsonNode node, Set<String> seen, String path, boolean inList) {
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            String found = pathWithinList(node.get(i), seen, path + "/" + i, true);
            if (!found.equals("/")) {
                return found;
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String here = path + "/" + field.getKey();
            String found = inList && seen.contains(field.getKey())
                    ? here
                    : pathWithinList(field.getValue(), seen, here, inList);
            if (!found.equals("/")) {
                return found;
            }
        }
        return "/";
    }

    /** In a form for {@link #parse}. */
    byte[] bytes() {
        return TREES.writeValueAsBytes(fields);
    }

    /** The encoded value with each field where it was, if its object is still there. */
    byte[] putInto(byte[] encoded) {
        JsonNode root = TREES.readTree(encoded);
        for (JsonNode field : fields) {
            put(root, (ArrayNode) field.get(0), field.get(1));
        }
        return TREES.writeValueAsBytes(root);
    }

    private static void put(JsonNode root, ArrayNode way, JsonNode value) {
        JsonNode at = root;
        for (int i = 0; i < way.size() - 1 && at != null; i++) {
            at = at.get(way.get(i).stringValue());
        }
        if (at instanceof ObjectNode object) {
            object.putIfAbsent(way.get(way.size() - 1).stringValue(), value);
        }
    }
}
