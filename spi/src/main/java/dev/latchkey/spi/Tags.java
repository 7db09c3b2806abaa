package dev.latchkey.spi;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ability of an engine: finding profiles by tags, for example all profiles of one account. A commit says which tags its
 * profile has from then on ({@link Effects#tags}). Erasing a profile removes them; an edit leaves them.
 */
public interface Tags {
    /** How many tags a profile has at most. */
    int MOST = 16;

    /** How many characters a value has at most. */
    int MAX_VALUE = 128;

    /** Names that are allowed. */
    Pattern NAME = Pattern.compile("[a-z0-9_-]{1,32}");

    /** The tags of a profile, by name; empty where it has none, or is not there. */
    Outcome<Map<String, String>> tags(ProfileId profile);

    /**
     * Up to {@code limit} profiles of a store that have a tag with exactly this value, in the order of their keys.
     *
     * @param after only those after this key; null for the first page
     */
    Outcome<List<ProfileId>> tagged(String store, String name, String value, @Nullable String after, int limit);

    /**
     * A copy in the order of names.
     *
     * @throws IllegalArgumentException if there are too many, a name is not allowed or a value is too long
     */
    static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > MOST) {
            throw new IllegalArgumentException("a profile has at most " + MOST + " tags: " + tags.size());
        }
        tags.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a tag's name has 1-32 characters of a-z, 0-9, _ and -: name=" + name);
            }
            if (value.length() > MAX_VALUE) {
                throw new IllegalArgumentException("a tag's value has at most " + MAX_VALUE + " characters: name="
                        + name + " length=" + value.length());
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
