package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.copy.Watcher;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How far a copy is: a bar that is drawn in its place, or a line for each tenth, or nothing. For one thread. */
final class CopyProgress implements Watcher {
    /** How it shows itself. */
    enum Style {
        BAR,
        LINES,
        SILENT
    }

    private static final int WIDTH = 30;
    private static final int TENTHS = 10;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PrintWriter out;
    private final Style style;
    private long begun = System.nanoTime();
    private long drawn;
    private int pass;
    private long tenths;

    CopyProgress(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public void at(int number, String verb, long done, long total, long changed) {
        long now = System.nanoTime();
        if (number != pass) {
            end();
            pass = number;
            tenths = 0;
            begun = now;
        }
        boolean whole = done >= total;
        switch (style) {
            case BAR -> {
                if (whole || drawn == 0 || now - drawn > REDRAW_NANOS) {
                    drawn = now;
                    out.print("\r" + bar(done, total) + text(verb, done, total, changed, now) + "\u001b[K");
                    out.flush();
                }
            }
            case LINES -> {
                long reached = done * TENTHS / total;
                if (reached > tenths) {
                    tenths = reached;
                    out.println(text(verb, done, total, changed, now));
                }
            }
            case SILENT -> {}
        }
    }

    private static String bar(long done, long total) {
        int filled = (int) (done * WIDTH / total);
        return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] ";
    }

    private String text(String verb, long done, long total, long changed, long now) {
        double seconds = Math.max(1, now - begun) / (double) TimeUnit.SECONDS.toNanos(1);
        String written = verb.equals("copied") ? ", " + changed + " of them new or changed" : "";
        return String.format(
                Locale.ROOT,
                "pass %d: %3d %%, %d of %d profiles %s%s, %.0f/s",
                pass,
                done * 100 / total,
                done,
                total,
                verb.equals("copied") ? "looked at" : verb,
                written,
                done / seconds);
    }

    /** Leaves the bar as it is. */
    void end() {
        if (style == Style.BAR && drawn > 0) {
            out.println();
            drawn = 0;
        }
    }

    @Override
    public void note(String line) {
        end();
        if (style != Style.SILENT) {
            out.println(line);
        }
    }

    @Override
    public void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
