package dev.latchkey.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One result.
 *
 * @param scenario what was run
 * @param name what was measured, for example {@code load}
 * @param value what came out
 * @param unit of the value, written right after it
 * @param target null where it is only stated
 * @param detail the parts it was computed from
 */
public record Figure(
        String scenario,
        String name,
        double value,
        String unit,
        @Nullable Target target,
        String detail) {
    /**
     * A bound.
     *
     * @param atMost whether it is the most, and not the least
     * @param bound in the unit of the value
     */
    public record Target(boolean atMost, double bound) {
        /** At most so much. */
        public static Target atMost(double bound) {
            return new Target(true, bound);
        }

        /** At least so much. */
        public static Target atLeast(double bound) {
            return new Target(false, bound);
        }

        boolean isMetBy(double value) {
            return atMost ? value <= bound : value >= bound;
        }
    }

    boolean isMissed() {
        return target != null && !target.isMetBy(value);
    }

    /** The value with its unit, as people write it. */
    public String text() {
        return number(value) + unit;
    }

    /** The target in words; empty for none. */
    String wanted() {
        return target == null ? "" : (target.atMost() ? "≤ " : "≥ ") + number(target.bound()) + unit;
    }

    /** {@code met}, {@code MISSED by …} or {@code stated}. */
    String verdict() {
        if (target == null) {
            return "stated";
        }
        double miss = Math.abs(value - target.bound()) / target.bound() * 100;
        return isMissed() ? String.format(Locale.ROOT, "MISSED by %.0f %%", miss) : "met";
    }

    private static String number(double value) {
        String pattern = Math.abs(value) >= 100 || value == Math.rint(value) ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"scenario\":\"%s\",\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"target\":\"%s\",\"verdict\":\"%s\","
                        + "\"detail\":\"%s\"}",
                scenario,
                name,
                value,
                unit,
                wanted(),
                verdict(),
                detail);
    }
}
