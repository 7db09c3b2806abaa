package dev.latchkey.cli.internal.demo.wire;

import java.util.Locale;

/**
 * What a player does.
 *
 * @param arg gold for earn and spend, the item's id for take and drop
 */
public record Deed(Kind kind, int arg) {
    /** What can be done. */
    public enum Kind {
        EARN,
        SPEND,
        TAKE,
        DROP;

        /** Whether it moves an item. */
        public boolean isOfItems() {
            return this == TAKE || this == DROP;
        }
    }

    /** Reads what {@link #toString()} wrote. */
    public static Deed parse(String kind, String arg) {
        return new Deed(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), Integer.parseInt(arg));
    }

    /** For example {@code take 17}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + arg;
    }
}
