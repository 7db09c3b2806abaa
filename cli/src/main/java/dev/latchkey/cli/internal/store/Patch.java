package dev.latchkey.cli.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is to become of JSON, place by place: values that are put there, and places that are taken out. Immutable. */
public final class Patch implements Change {
    private static final String END = "-";

    /**
     * One place.
     *
     * @param text as it was named
     * @param value what is put there; null: it is taken out
     */
    private record Step(
            String text, List<String> path, @Nullable JsonNode value) {}

    private final List<Step> steps;

    private Patch(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * Of texts like {@code /gold=5} and {@code /items/0}.
     *
     * @throws Refusal if one is no such text
     */
    public static Patch parse(List<String> sets, List<String> unsets) {
        List<Step> steps = new ArrayList<>();
        sets.forEach(text -> steps.add(set(text)));
        unsets.forEach(text -> steps.add(new Step(text, Pointers.steps(text), null)));
        return new Patch(List.copyOf(steps));
    }

    private static Step set(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw Refusal.badInput("not a place and a value: " + text + "; for example /gold=5");
        }
        String path = text.substring(0, equals);
        String value = text.substring(equals + 1);
        JsonNode json = Json.strict(value)
                .orElseThrow(() -> Refusal.badInput(
                        "not JSON: " + value + "; a text stands in double quotes, for example '/name=\"Ada\"'"));
        return new Step(path, Pointers.steps(path), json);
    }

    @Override
    public JsonNode apply(JsonNode data) {
        JsonNode changed = data.deepCopy();
        steps.forEach(step -> apply(changed, step));
        return changed;
    }

    private static void apply(JsonNode data, Step step) {
        JsonNode parent = data;
        for (String name : step.path().subList(0, step.path().size() - 1)) {
            parent = child(parent, name).orElseThrow(() -> nothing(step));
        }
        String last = step.path().getLast();
        JsonNode value = step.value();
        boolean done = switch (parent) {
            case ObjectNode object ->
                value == null ? object.remove(last) != null : object.set(last, value.deepCopy()) != null;
            case ArrayNode list -> value == null ? remove(list, last) : put(list, last, value);
            default -> false;
        };
        if (!done) {
            throw nothing(step);
        }
    }

    private static Refusal nothing(Step step) {
        return Refusal.failed("there is nothing at " + step.text() + " in the data"
                + (step.value() == null ? "" : ", nor a place for it") + "; nothing was changed");
    }

    private static Optional<JsonNode> child(JsonNode parent, String name) {
        return Optional.ofNullable(parent.isArray() ? parent.get(index(name)) : parent.get(name));
    }

    /** -1 for what is no index. */
    private static int index(String name) {
        return name.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(name) : -1;
    }

    private static boolean remove(ArrayNode list, String name) {
        return list.remove(index(name)) != null;
    }

    private static boolean put(ArrayNode list, String name, JsonNode value) {
        if (name.equals(END)) {
            list.add(value.deepCopy());
            return true;
        }
        int index = index(name);
        if (index < 0 || index >= list.size()) {
            return false;
        }
        return list.set(index, value.deepCopy()) != null;
    }
}
