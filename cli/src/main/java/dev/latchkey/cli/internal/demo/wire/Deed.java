package dev.latchkey.cli.internal.demo.wire;

import java.util.Locale;

/**
 * What a player does.
 *
 * @param arg gold, or the item's id
 * @param to key of the player who gets it, empty for nobody
 */
public record Deed(Kind kind, int arg, String to) {
    /** What can be done. */
    public enum Kind {
        EARN,
        SPEND,
        TAKE,
        DROP,
        /** Gold to another player, in one transaction. */
        PAY,
        /** An item to another player, in one transaction. */
        GIVE,
        /** Gold to another player, in a letter. */
        MAIL,
        /** An item to another player, in a letter. */
        SHIP;

        /** Whether it moves an item. */
        public boolean isOfItems() {
            return this == TAKE || this == DROP || this == GIVE || this == SHIP;
        }

        /** Whether it changes two players at once. */
        public boolean isTrade() {
            return this == PAY || this == GIVE;
        }

        /** Whether it sends a letter. */
        public boolean isLetter() {
            return this == MAIL || this == SHIP;
        }
    }

    private static final String NOBODY = "-";

    /** One that concerns nobody else. */
    public Deed(Kind kind, int arg) {
        this(kind, arg, "");
    }

    /** Reads what {@link #toString()} wrote. */
    public static Deed parse(String kind, String arg, String to) {
        return new Deed(
                Kind.valueOf(kind.toUpperCase(Locale.ROOT)), Integer.parseInt(arg), to.equals(NOBODY) ? "" : to);
    }

    /** For example {@code take 17 -}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + arg + " " + (to.isEmpty() ? NOBODY : to);
    }
}
