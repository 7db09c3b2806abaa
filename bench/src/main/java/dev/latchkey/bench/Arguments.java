package dev.latchkey.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** What to measure and where. */
record Arguments(List<Scenario> scenarios, Path folder, boolean json, boolean help) {
    static final String HELP = """
            Measures Latchkey beside a hand-written program on the same disk.
              --only NAME    one scenario: load, save, processes, handoff, sessions, mass; may be repeated
              --folder PATH  where the databases go, default bench/target
              --json         figures as JSON""";

    /**
     * @throws IllegalArgumentException if there is something that is not understood, in one line
     */
    static Arguments parse(String... args) {
        List<Scenario> all = List.of(
                new LoadScenario(),
                new SaveScenario(),
                new ProcessesScenario(),
                new HandOffScenario(),
                new SessionsScenario(),
                new MassScenario());
        List<Scenario> chosen = new ArrayList<>();
        Path folder = Main.defaultFolder();
        boolean json = false;
        boolean help = false;
        for (Iterator<String> words = List.of(args).iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--only" -> chosen.add(scenario(all, value(word, words)));
                case "--folder" -> folder = Path.of(value(word, words));
                case "--json" -> json = true;
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown argument " + word + "; see --help");
            }
        }
        return new Arguments(chosen.isEmpty() ? all : chosen, folder, json, help);
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
                .orElseThrow(() -> new IllegalArgumentException("no scenario is named " + name + "; there are "
                        + all.stream().map(Scenario::name).collect(Collectors.joining(", "))));
    }
}
