package dev.latchkey.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All figures of a run. */
record Report(String machine, List<Summary> summaries, List<Figure> figures) {
    /** For people, as a table that Markdown understands. */
    String table() {
        StringBuilder table = new StringBuilder("\n| figure | result | target | verdict | parts |\n");
        table.append("| --- | --- | --- | --- | --- |\n");
        for (Figure figure : figures) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s |%n",
                    figure.name(),
                    figure.text(),
                    figure.wanted(),
                    figure.verdict(),
                    figure.detail()));
        }
        return table.toString();
    }

    /** For those who look at the end only; a figure that was not measured is a dash. */
    String lines() {
        return summaries.stream().map(summary -> summary.line(figures)).collect(Collectors.joining("\n"));
    }

    String json() {
        return "{\"machine\":\"" + machine + "\",\"figures\":["
                + figures.stream().map(Figure::json).collect(Collectors.joining(",\n")) + "]}";
    }
}
