package dev.latchkey.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.latchkey.bench.Chart.Line;
import dev.latchkey.bench.Chart.Point;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Pictures are XML that has what it should, where it should be. */
class ChartTest {
    private static final Chart CHART = new Chart(
            "Cost <of> load & save",
            "stored profiles",
            "microseconds",
            List.of(
                    new Line("load", List.of(new Point(1_000, 120), new Point(10_000, 125), new Point(1_000_000, 240))),
                    new Line("save", List.of(new Point(1_000, 0), new Point(1_000_000, 90)))));

    @Test
    void titleLabelsAndTicksAreThere() throws Exception {
        assertThat(texts(CHART, "title")).containsExactly("Cost <of> load & save");
        assertThat(texts(CHART, "label")).containsExactly("stored profiles", "microseconds");
        assertThat(texts(CHART, "legend")).containsExactly("load", "save");
        assertThat(texts(CHART, "tick"))
                .containsExactly("0", "50", "100", "150", "200", "250", "1,000", "10,000", "1,000,000");
    }

    @Test
    void pointsLieByTheLogarithmOfXAndByYFromZero() throws Exception {
        List<double[]> load = points(0);
        List<double[]> save = points(1);
        assertThat(load).hasSize(3);
        assertThat(save).hasSize(2);
        double left = load.get(0)[0];
        double right = load.get(2)[0];
        assertThat(load.get(1)[0]).isCloseTo(left + (right - left) / 3, offset(0.2));
        assertThat(save.get(0)[0]).isEqualTo(left);

        double zero = save.get(0)[1];
        double perMicrosecond = (zero - load.get(0)[1]) / 120;
        assertThat(load.get(2)[1]).isCloseTo(zero - 240 * perMicrosecond, offset(0.2));
        assertThat(load.get(2)[1]).as("the top is within the picture").isGreaterThan(50);
    }

    @Test
    void aDarkGroundHasColoursOfItsOwn() throws Exception {
        String style = parsed(CHART).getElementsByTagName("style").item(0).getTextContent();
        assertThat(style).contains("@media (prefers-color-scheme: dark)");
        String dark = style.substring(style.indexOf("@media"));
        for (String type : List.of("text", ".ground", ".grid", ".axis", ".l0", ".l5")) {
            assertThat(dark).contains(type);
        }
    }

    @Test
    void onePointIsDrawnToo() throws Exception {
        Chart one = new Chart("t", "x", "y", List.of(new Line("a", List.of(new Point(8, 0.5)))));
        assertThat(one.svg()).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(texts(one, "tick")).contains("8", "0.50");
    }

    @Test
    void nothingToDrawIsRefused() {
        assertThatThrownBy(() -> new Chart("t", "x", "y", List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Chart("t", "x", "y", List.of(new Line("a", List.of()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void picturesAreMadeWhereTheyAreWanted(@TempDir Path folder) throws Exception {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (Site site = Site.in(
                        folder.resolve("work"), nowhere, folder.resolve("a").resolve("b"));
                Site without = Site.in(folder.resolve("work"), nowhere, null)) {
            site.draw("growth", CHART);
            without.draw("other", CHART);
        }
        assertThat(folder.resolve("a").resolve("b").resolve("growth.svg")).hasContent(CHART.svg());
        try (var files = Files.list(folder.resolve("a").resolve("b"))) {
            assertThat(files).hasSize(1);
        }
    }

    private static Element parsed(Chart chart) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<String> texts(Chart chart, String type) throws Exception {
        List<String> texts = new ArrayList<>();
        for (Element text : elements(parsed(chart), "text")) {
            if (text.getAttribute("class").equals(type)) {
                texts.add(text.getTextContent());
            }
        }
        return texts;
    }

    private static List<double[]> points(int line) throws Exception {
        List<double[]> points = new ArrayList<>();
        Element polyline = elements(parsed(CHART), "polyline").get(line);
        for (String point : polyline.getAttribute("points").split(" ")) {
            String[] parts = point.split(",");
            points.add(new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])});
        }
        return points;
    }

    private static List<Element> elements(Element root, String tag) {
        NodeList found = root.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
