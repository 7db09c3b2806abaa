package dev.latchkey.bench.engines;

import dev.latchkey.bench.Chart;
import dev.latchkey.bench.Figure;
import dev.latchkey.bench.Figure.Target;
import dev.latchkey.bench.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scenario of growth has measured. Not thread-safe. */
final class Growth {
    /** What counts as flat: the last to the first. */
    private static final Target FLAT = Target.atMost(1.5);

    private final String scenario;
    private final Map<String, List<Chart.Point>> costs = new LinkedHashMap<>();
    private final List<Figure> counts = new ArrayList<>();

    Growth(String scenario) {
        this.scenario = scenario;
    }

    /** A cost in microseconds, of an engine at a size; sizes come in order. */
    void add(String engine, String cost, long size, double micros) {
        costs.computeIfAbsent(engine + "_" + cost, name -> new ArrayList<>()).add(new Chart.Point(size, micros));
    }

    /**
     * How often servers renewed their lease, by counting.
     *
     * @param calls of anything else, all servers together
     */
    void renewals(String engine, long size, double each, long calls) {
        counts.add(new Figure(
                scenario,
                engine + "_renewals_" + size,
                each,
                " per server and beat",
                Target.atMost(1.25),
                calls + " other calls of the store"));
    }

    /** Each cost at each size, and the last to the first; draws it, too. */
    List<Figure> figures(Site site, String title, String across) throws IOException {
        List<Figure> figures = new ArrayList<>();
        List<Chart.Line> lines = new ArrayList<>();
        costs.forEach((name, points) -> {
            lines.add(new Chart.Line(name.replace('_', ' '), points));
            points.forEach(point ->
                    figures.add(new Figure(scenario, name + "_" + (long) point.x(), point.y(), "us", null, "p50")));
            Chart.Point first = points.get(0);
            Chart.Point last = points.get(points.size() - 1);
            figures.add(new Figure(
                    scenario,
                    name,
                    last.y() / first.y(),
                    "x",
                    FLAT,
                    "%.0f us at %d, %.0f us at %d".formatted(first.y(), (long) first.x(), last.y(), (long) last.x())));
        });
        figures.addAll(counts);
        site.draw(scenario, new Chart(title, across, "p50 of one caller, microseconds", lines));
        return figures;
    }
}
