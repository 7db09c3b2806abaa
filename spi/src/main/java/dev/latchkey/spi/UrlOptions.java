package dev.latchkey.spi;

/** How plug-ins read the options of a {@link StoreUrl}, so that bad ones are refused in the same words everywhere. */
public final class UrlOptions {
    private UrlOptions() {}

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException if it is none, or does not fit; the message names the option
     */
    public static int number(String option, String value) {
        long number = longNumber(option, value);
        check(option, number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return (int) number;
    }

    /**
     * A whole number that may be large.
     *
     * @throws IllegalArgumentException if it is none; the message names the option
     */
    public static long longNumber(String option, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("option " + option + " is a whole number, not \"" + value + "\"", e);
        }
    }

    /**
     * Either {@code true} or {@code false}.
     *
     * @throws IllegalArgumentException for anything else; the message names the option
     */
    public static boolean flag(String option, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("option " + option + " is true or false, not \"" + value + "\"");
        };
    }

    /**
     * Lets a value pass that is within its bounds.
     *
     * @throws IllegalArgumentException if it is less than {@code least} or more than {@code most}; the message has them
     */
    public static void check(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("option " + option + " is " + value + ", allowed " + least + "-" + most);
        }
    }
}
