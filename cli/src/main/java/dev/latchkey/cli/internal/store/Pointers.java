package dev.latchkey.cli.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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

    private static List<String> steps(String text) {
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
        paths.forEach(path -> walk(tree, path, 0, found::add));
        return found;
    }

    private static void walk(@Nullable JsonNode node, List<String> path, int at, Consumer<String> found) {
        if (node == null) {
            return;
        }
        if (at == path.size()) {
            scalar(node, found);
        } else if (path.get(at).equals("*")) {
            node.forEach(each -> walk(each, path, at + 1, found));
        } else if (node.isArray()) {
            String step = path.get(at);
            walk(step.matches("[0-9]{1,9}") ? node.get(Integer.parseInt(step)) : null, path, at + 1, found);
        } else {
            walk(node.get(path.get(at)), path, at + 1, found);
        }
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
