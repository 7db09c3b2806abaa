package dev.latchkey.spi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A URL such as {@code sqlite:players.db?checkpoint=400}, taken apart.
 *
 * @param text the URL as given; may hold a password, so never log it
 * @param scheme lower case, before the first colon
 * @param rest between the colon and the question mark, verbatim
 * @param options after the question mark, decoded, in order; names are unique
 */
public record StoreUrl(String text, String scheme, String rest, Map<String, String> options) {
    /**
     * Takes a URL apart.
     *
     * @throws IllegalArgumentException if it has no scheme, or an option stands twice or has no value
     */
    public static StoreUrl parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "a store's URL begins with its scheme, for example sqlite:players.db or memory:test");
        }
        int question = text.indexOf('?', colon);
        String rest = text.substring(colon + 1, question < 0 ? text.length() : question);
        Map<String, String> options = new LinkedHashMap<>();
        if (question >= 0) {
            for (String option : text.substring(question + 1).split("&", -1)) {
                addOption(options, option);
            }
        }
        return new StoreUrl(text, text.substring(0, colon).toLowerCase(java.util.Locale.ROOT), rest, options);
    }

    private static void addOption(Map<String, String> options, String option) {
        int equals = option.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("an option of a store's URL is name=value: " + option);
        }
        String name = option.substring(0, equals);
        String value = URLDecoder.decode(option.substring(equals + 1), StandardCharsets.UTF_8);
        if (options.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("an option of a store's URL stands twice: " + name);
        }
    }

    /** Hides what may be secret. */
    @Override
    public String toString() {
        return scheme + ":…";
    }
}
