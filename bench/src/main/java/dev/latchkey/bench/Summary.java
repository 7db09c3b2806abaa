package dev.latchkey.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line for those who look at the end only. Immutable.
 *
 * @param title what it begins with
 * @param scenarios how the names of the scenarios that it is about begin
 * @param figures names of figures, in order
 */
public record Summary(String title, String scenarios, List<String> figures) {
    /** A figure that was not measured is a dash. */
    String line(List<Figure> measured) {
        return title + ": "
                + figures.stream()
                        .map(name -> name + "=" + find(name, measured))
                        .collect(Collectors.joining(" "));
    }

    private String find(String name, List<Figure> measured) {
        return measured.stream()
                .filter(figure ->
                        figure.name().equals(name) && figure.scenario().startsWith(scenarios))
                .map(Figure::text)
                .findFirst()
                .orElse("-");
    }
}
