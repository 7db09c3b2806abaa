package dev.latchkey.faults.internal.run;

import java.util.Locale;

/** The result of a run. */
public record Line(Fault fault, Engine engine, Outcome outcome) {
    /** Whether nothing is lost or duplicated. */
    public boolean isClean() {
        return outcome.clean();
    }

    /** As one line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "fault=%s engine=%s lost=%d duplicated=%d longest-load=%.1fs suspended=%.1fs",
                fault.word(),
                engine.word(),
                outcome.lost(),
                outcome.duplicated(),
                seconds(outcome.longestLoad()),
                seconds(outcome.suspended()));
    }

    /** As a JSON object; times in seconds. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"fault\":\"%s\",\"engine\":\"%s\",\"lost\":%d,\"duplicated\":%d,\"clean\":%b,\"acknowledged\":%d,"
                        + "\"longestLoad\":%.1f,\"suspended\":%.1f}",
                fault.word(),
                engine.word(),
                outcome.lost(),
                outcome.duplicated(),
                outcome.clean(),
                outcome.acknowledged(),
                seconds(outcome.longestLoad()),
                seconds(outcome.suspended()));
    }

    private static double seconds(java.time.Duration time) {
        return time.toMillis() / 1_000.0;
    }
}
