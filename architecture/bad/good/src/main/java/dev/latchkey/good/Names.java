package dev.latchkey.good;

import java.util.List;

/** A list of strings. */
public final class Names {
    private Names() {}

    /** How many there are. */
    public static int count(List<String> names) {
        return names.size();
    }
}
