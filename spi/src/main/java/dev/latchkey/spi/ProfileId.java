package dev.latchkey.spi;

import java.nio.charset.StandardCharsets;

/**
 * The name of one profile: a store ("players") and a key in it ("ada").
 *
 * <p>Ordered by the bytes of (store, key) in UTF-8, the order in which every engine locks records.
 *
 * @param store 1–64 characters of {@code a–z 0–9 _ -}
 * @param key 1–256 bytes of UTF-8 without control characters
 */
public record ProfileId(String store, String key) implements Comparable<ProfileId> {
    /** The longest key, in bytes of UTF-8. */
    public static final int MAX_KEY_BYTES = 256;

    /** The longest store name, in characters. */
    public static final int MAX_STORE_CHARS = 64;

    /**
     * @throws IllegalArgumentException if a part is outside its bounds
     */
    public ProfileId {
        checkStore(store);
        checkKey(key);
    }

    private static void checkStore(String store) {
        boolean good = !store.isEmpty() && store.length() <= MAX_STORE_CHARS;
        for (int i = 0; good && i < store.length(); i++) {
            char c = store.charAt(i);
            good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        }
        if (!good) {
            throw new IllegalArgumentException("a store's name has 1-64 characters of a-z 0-9 _ -: \"" + store + "\"");
        }
    }

    private static void checkKey(String key) {
        boolean good = !key.isEmpty() && key.length() <= MAX_KEY_BYTES;
        for (int i = 0; good && i < key.length(); i++) {
            char c = key.charAt(i);
            if (Character.isHighSurrogate(c)) {
                good = i + 1 < key.length() && Character.isLowSurrogate(key.charAt(++i));
            } else {
                good = !Character.isISOControl(c) && !Character.isLowSurrogate(c);
            }
        }
        if (!good || key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key has 1-256 bytes of UTF-8 without control characters; this one has " + key.length()
                            + " characters");
        }
    }

    @Override
    public int compareTo(ProfileId other) {
        int byStore = compareUtf8(store, other.store);
        return byStore != 0 ? byStore : compareUtf8(key, other.key);
    }

    /** Order of code points, which is the order of the UTF-8 bytes (UTF-16 order differs from it). */
    private static int compareUtf8(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean oneIsSurrogate = Character.isSurrogate(l) != Character.isSurrogate(r);
                return oneIsSurrogate ? (Character.isSurrogate(l) ? 1 : -1) : Character.compare(l, r);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    @Override
    public String toString() {
        return store + "/" + key;
    }
}
