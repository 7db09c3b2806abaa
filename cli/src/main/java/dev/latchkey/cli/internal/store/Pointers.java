package dev.latchkey.cli.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where in JSON the ids of unique items stand: JSON pointers with {@code *} for every element. Immutable. */
public final class Pointers {
    private final List<List<String>> paths;

    private Pointers(List<List<String>> paths) {
        this.paths = paths;
    }

    /**
     * Of texts like {@code /items/*}{@code /id}.
     *
     * @throws Refusal if one is no such text
     */
    public static Pointers parse(List<String> texts) {
        return new Pointers(texts.stream().map(Pointers::steps).toList());
    }

    /**
     * The steps of one.
     *
     * @throws Refusal if it is none
     */
    static List<String> steps(String text) {
        if (!text.startsWith("/") || text.length() == 1) {
            throw Refusal.badInput("not a JSON pointer: " + text + "; for example /items/*/id");
        }
        List<String> steps = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return steps;
    }

    /** The texts and numbers that stand there, in their order. */
    public List<String> in(JsonNode tree) {
        List<String> found = new ArrayList<>();
        paths.forEach(path -> walk(tree, path, node -> scalar(node, found::add)));
        return found;
    }

    private static void walk(@Nullable JsonNode node, List<String> path, Consumer<JsonNode> found) {
        if (node == null) {
            return;
        }
        if (path.isEmpty()) {
            found.accept(node);
            return;
        }
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (step.equals("*")) {
            node.forEach(each -> walk(each, rest, found));
        } else if (node.isArray()) {
            walk(step.matches("[0-9]{1,9}") ? node.get(Integer.parseInt(step)) : null, rest, found);
        } else {
            walk(node.get(step), rest, found);
        }
    }

    /**
     * Takes out the elements that have one of these ids: what stands at the last {@code *} of the way to it.
     *
     * @throws Refusal if there is no {@code *} on that way
     */
    public void takeOut(JsonNode tree, Set<String> ids) {
        for (List<String> path : paths) {
            int star = path.lastIndexOf("*");
            List<String> rest = path.subList(star + 1, path.size());
            if (star >= 0) {
                walk(tree, path.subList(0, star), list -> removeFrom(list, rest, ids));
            } else if (isThere(tree, rest, ids)) {
                throw Refusal.failed("the item at /" + String.join("/", path)
                        + " is elsewhere now and cannot be left out, since it is not in a list; nothing was changed");
            }
        }
    }

    private static void removeFrom(JsonNode list, List<String> rest, Set<String> ids) {
        switch (list) {
            case ArrayNode array -> array.removeIf(each -> isThere(each, rest, ids));
            case ObjectNode object -> object.removeIf(each -> isThere(each, rest, ids));
            default -> {}
        }
    }

    private static boolean isThere(JsonNode node, List<String> path, Set<String> ids) {
        List<String> found = new ArrayList<>();
        walk(node, path, each -> scalar(each, found::add));
        return found.stream().anyMatch(ids::contains);
    }

    /** All texts and whole numbers in a tree. */
    static void scalars(JsonNode node, Consumer<String> found) {
        if (node.isContainer()) {
            node.forEach(each -> scalars(each, found));
        } else {
            scalar(node, found);
        }
    }

    private static void scalar(JsonNode node, Consumer<String> found) {
        if (node.isString()) {
            found.accept(node.stringValue());
        } else if (node.isIntegralNumber()) {
            found.accept(node.toString());
        }
    }
}
