package dev.latchkey.bench;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Lines over a logarithmic axis, to be drawn as SVG that reads on a light ground and on a dark one. Immutable.
 *
 * @param title what it is about
 * @param across what grows, with its unit
 * @param up what it costs, with its unit; the axis begins at 0
 * @param lines at most 6, each with a point or more
 */
public record Chart(String title, String across, String up, List<Line> lines) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int LEFT = 80;
    private static final int RIGHT = 580;
    private static final int TOP = 50;
    private static final int BOTTOM = 330;
    private static final int TICKS = 5;
    private static final int MOST_LINES = 6;

    private static final String STYLE = """
              text { font: 13px sans-serif; fill: #1f2328 }
              .title { font-size: 16px; font-weight: bold }
              .ground { fill: #ffffff }
              .grid { stroke: #d1d9e0 }
              .axis { stroke: #59636e }
              .line { fill: none; stroke-width: 2 }
              .l0 { stroke: #0550ae } .l1 { stroke: #0550ae; stroke-dasharray: 7 4 }
              .l2 { stroke: #bc4c00 } .l3 { stroke: #bc4c00; stroke-dasharray: 7 4 }
              .l4 { stroke: #1a7f37 } .l5 { stroke: #1a7f37; stroke-dasharray: 7 4 }
              .dot { fill: none; stroke-width: 2; stroke-dasharray: none }
              @media (prefers-color-scheme: dark) {
                text { fill: #f0f6fc }
                .ground { fill: #0d1117 }
                .grid { stroke: #3d444d }
                .axis { stroke: #9198a1 }
                .l0, .l1 { stroke: #79c0ff }
                .l2, .l3 { stroke: #ffa657 }
                .l4, .l5 { stroke: #7ee787 }
              }
            """;

    /**
     * One of its lines.
     *
     * @param name for the legend
     * @param points from left to right
     */
    public record Line(String name, List<Point> points) {
        /** Copies the list. */
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * A measured point.
     *
     * @param x ≥ 1
     * @param y ≥ 0
     */
    public record Point(double x, double y) {}

    /**
     * @throws IllegalArgumentException if there are no lines or too many, or one without points
     */
    public Chart {
        lines = List.copyOf(lines);
        boolean drawable = lines.stream().noneMatch(line -> line.points().isEmpty());
        if (lines.isEmpty() || lines.size() > MOST_LINES || !drawable) {
            throw new IllegalArgumentException("1-" + MOST_LINES + " lines with points, not " + lines);
        }
    }

    /** The picture. */
    public String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n<title>%s</title>%n",
                WIDTH,
                HEIGHT,
                escaped(title)));
        svg.append("<style>\n").append(STYLE).append("</style>\n");
        svg.append(String.format(Locale.ROOT, "<rect class=\"ground\" width=\"%d\" height=\"%d\"/>%n", WIDTH, HEIGHT));
        text(svg, LEFT, TOP - 22, "start", "title", title);
        axes(svg);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        double step = step();
        for (int i = 0; i * step <= top() * 1.000_001; i++) {
            stroke(svg, i == 0 ? "axis" : "grid", LEFT, y(i * step), RIGHT, y(i * step));
            text(svg, LEFT - 8, y(i * step) + 4, "end", "tick", number(i * step));
        }
        stroke(svg, "axis", LEFT, TOP, LEFT, BOTTOM);
        TreeSet<Double> xs = new TreeSet<>();
        lines.forEach(line -> line.points().forEach(point -> xs.add(point.x())));
        for (double x : xs) {
            stroke(svg, "axis", x(x), BOTTOM, x(x), BOTTOM + 5);
            text(svg, x(x), BOTTOM + 20, "middle", "tick", number(x));
        }
        text(svg, (LEFT + RIGHT) / 2.0, BOTTOM + 48, "middle", "label", across);
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(18 %d) rotate(-90)\">%s</text>%n",
                (TOP + BOTTOM) / 2,
                escaped(up)));
    }

    private void line(StringBuilder svg, int number) {
        Line line = lines.get(number);
        svg.append("<polyline class=\"line l").append(number).append("\" points=\"");
        line.points()
                .forEach(point -> svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x()), y(point.y()))));
        svg.setLength(svg.length() - 1);
        svg.append("\"/>\n");
        for (Point point : line.points()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"dot l%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s: %s</title></circle>%n",
                    number,
                    x(point.x()),
                    y(point.y()),
                    number(point.x()),
                    number(point.y())));
        }
        double beside = TOP + 10 + 24.0 * number;
        stroke(svg, "line l" + number, RIGHT + 16, beside, RIGHT + 46, beside);
        text(svg, RIGHT + 54, beside + 4, "start", "legend", line.name());
    }

    private double x(double value) {
        double least = bound(true);
        double most = bound(false);
        return least == most
                ? (LEFT + RIGHT) / 2.0
                : LEFT + 20 + (RIGHT - LEFT - 40) * Math.log(value / least) / Math.log(most / least);
    }

    private double bound(boolean least) {
        var xs = lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Point::x);
        return (least ? xs.min() : xs.max()).orElseThrow();
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * value / top();
    }

    private double most() {
        return Math.max(
                1e-9,
                lines.stream()
                        .flatMap(line -> line.points().stream())
                        .mapToDouble(Point::y)
                        .max()
                        .orElseThrow());
    }

    /** 1, 2 or 5 times a power of ten, so that there are about {@value #TICKS}. */
    private double step() {
        double raw = most() / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double times = raw / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    private double top() {
        return Math.ceil(most() / step()) * step();
    }

    private static String number(double value) {
        return value >= 10 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static void stroke(StringBuilder svg, String type, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                type,
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String type, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                type,
                anchor,
                x,
                y,
                escaped(words)));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
