package dev.latchkey.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What to measure and where. */
record Arguments(
        List<Scenario> scenarios, Path folder, @Nullable Path pictures, boolean json, boolean help) {
    static String help(Bench bench) {
        return """
            %s
              --only NAME    one scenario: %s; may be repeated
              --folder PATH  where the databases go, default %s
              --pictures PATH  where pictures go as SVG, for scenarios that have one; without it none are made
              --json         figures as JSON""".formatted(bench.about(), names(bench.scenarios()), bench.folder());
    }

    private static String names(List<Scenario> all) {
        return all.stream().map(Scenario::name).collect(Collectors.joining(", "));
    }

    /**
     * @throws IllegalArgumentException if there is something that is not understood, in one line
     */
    static Arguments parse(Bench bench, String... args) {
        List<Scenario> all = bench.scenarios();
        List<Scenario> chosen = new ArrayList<>();
        Path folder = bench.folder();
        Path pictures = null;
        boolean json = false;
        boolean help = false;
        for (Iterator<String> words = List.of(args).iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--only" -> chosen.add(scenario(all, value(word, words)));
                case "--folder" -> folder = Path.of(value(word, words));
                case "--pictures" -> pictures = Path.of(value(word, words));
                case "--json" -> json = true;
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown argument " + word + "; see --help");
            }
        }
        return new Arguments(chosen.isEmpty() ? all : chosen, folder, pictures, json, help);
    }

    private static String value(String word, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(word + " wants a value; see --help");
        }
        return words.next();
    }

    private static Scenario scenario(List<Scenario> all, String name) {
        return all.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no scenario is named " + name + "; there are " + names(all)));
    }
}
