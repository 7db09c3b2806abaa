package dev.latchkey.cli.internal.demo.check;

import dev.latchkey.cli.internal.demo.wire.Deed;
import dev.latchkey.cli.internal.demo.wire.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one player asked for and was told, read from the log.
 *
 * @param asked every deed by its number
 * @param places place in the lineage, from 0, and number of the deed that was said to be durable there
 * @param contradictions where one told thing contradicts another
 * @param never numbers of deeds that were told never to count: refused, or missing from what a later session
 *     was told the store holds
 */
record Told(Map<Integer, Deed> asked, Map<Integer, Integer> places, List<String> contradictions, Set<Integer> never) {
    static Told read(Path log) throws IOException {
        Reading reading = new Reading();
        for (String line : Files.readAllLines(log)) {
            reading.line(line.split(" ", -1));
        }
        return new Told(reading.asked, reading.places, reading.contradictions, reading.never);
    }

    /** The log so far. */
    private static final class Reading {
        final Map<Integer, Deed> asked = new HashMap<>();
        final Map<Integer, Long> sessions = new HashMap<>();
        final Map<Integer, Integer> places = new TreeMap<>();
        final List<String> contradictions = new ArrayList<>();
        final Set<Integer> never = new HashSet<>();

        void line(String[] word) {
            switch (word[0]) {
                case "do" -> {
                    int number = Integer.parseInt(word[2]);
                    asked.put(number, Deed.parse(word[3], word[4], word[5]));
                    sessions.put(number, Long.valueOf(word[1]));
                }
                case "refused" -> never.add(Integer.valueOf(word[1]));
                case "saved" -> saved(Integer.parseInt(word[1]), Integer.parseInt(word[2]));
                case "loaded" -> loaded(Long.parseLong(word[1]), Report.numbers(word[4]));
                default -> throw new IllegalArgumentException("not a line of a player's log: " + word[0]);
            }
        }

        private void saved(int count, int number) {
            if (count > 0) {
                durable(count - 1, number);
            }
        }

        private void loaded(long session, List<Integer> done) {
            for (int place = 0; place < done.size(); place++) {
                durable(place, done.get(place));
            }
            Set<Integer> there = new HashSet<>(done);
            sessions.forEach((number, asked) -> {
                if (asked < session && !there.contains(number)) {
                    never.add(number);
                }
            });
        }

        private void durable(int place, int number) {
            Integer before = places.put(place, number);
            if (before != null && before != number) {
                contradictions.add("told that deed " + before + " is durable in place " + place
                        + ", and later that deed " + number + " is");
            }
        }
    }
}
