package dev.latchkey.bad;

import java.util.List;

/** A list of a raw type. */
public final class Names {
    private Names() {}

    /** How many there are. */
    public static int count(List names) {
        return names.size();
    }
}
