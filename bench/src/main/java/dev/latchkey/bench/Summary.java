package dev.latchkey.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line for those who look at the end only. Immutable.
 *
 * @param title what it begins with
 * @param scenarios names of those that it is about; none for all
 * @param figures names of figures, in order
 */
public record Summary(String title, List<String> scenarios, List<String> figures) {
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
                        figure.name().equals(name) && (scenarios.isEmpty() || scenarios.contains(figure.scenario())))
                .map(Figure::text)
                .findFirst()
                .orElse("-");
    }
}
