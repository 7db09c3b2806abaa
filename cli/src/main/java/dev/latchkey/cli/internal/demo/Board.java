package dev.latchkey.cli.internal.demo;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a person watches: a table that is drawn anew in its place, or plain lines where there is no terminal.
 * Thread-safe.
 */
public final class Board {
    /** How the board shows itself. */
    public enum Style {
        TABLE,
        LINES,
        SILENT
    }

    private static final int EVENTS = 6;
    private static final int LINES_EVERY = 10;

    private final PrintWriter out;
    private final Style style;
    private final long begun = System.nanoTime();
    private final Deque<String> events = new ArrayDeque<>();
    private String breaking = "nothing yet";
    private int drawn;
    private int turns;

    public Board(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** What is broken from now on. */
    synchronized void breaking(String what) {
        breaking = what;
        event("now broken: " + what);
    }

    /** Something to tell once. */
    synchronized void event(String text) {
        String line = String.format(Locale.ROOT, "%5.1fs  %s", seconds(), text);
        switch (style) {
            case TABLE -> {
                events.add(line);
                if (events.size() > EVENTS) {
                    events.removeFirst();
                }
            }
            case LINES -> out.println(line);
            case SILENT -> {}
        }
        out.flush();
    }

    /** Twice a second. */
    synchronized void draw(List<Backend> servers) {
        switch (style) {
            case TABLE -> table(servers);
            case LINES -> {
                if (turns++ % LINES_EVERY == 0) {
                    servers.forEach(one -> out.println("        " + row(one)));
                    out.flush();
                }
            }
            case SILENT -> {}
        }
    }

    private void table(List<Backend> servers) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "Latchkey: %d servers on one store, %.0f s", servers.size(), seconds()));
        lines.add("");
        lines.add("server    state     sessions   saves/s     loads  hand-offs       p50       p99  takeovers");
        servers.forEach(one -> lines.add(row(one)));
        lines.add("");
        lines.add("broken now: " + breaking);
        lines.add("");
        lines.addAll(events);
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(line -> text.append(line).append("\u001b[K\n"));
        out.print(text.append("\u001b[J"));
        out.flush();
        drawn = lines.size();
    }

    private static String row(Backend server) {
        Tally tally = server.tally;
        List<Long> handOffs = tally.handOffs();
        return String.format(
                Locale.ROOT,
                "%-9s %-9s %8d %9.1f %9d %10d %6.0f ms %6.0f ms %10d",
                server.name,
                server.isOpen() ? "open" : server.isAnswering() ? "leaving" : "silent",
                tally.sessions(),
                tally.savesPerSecond(),
                tally.loads(),
                handOffs.size(),
                Tally.percentile(handOffs, 0.5),
                Tally.percentile(handOffs, 0.99),
                tally.takeovers());
    }

    private double seconds() {
        return (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
