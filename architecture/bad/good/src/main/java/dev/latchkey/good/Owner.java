package dev.latchkey.good;

import dev.latchkey.good.internal.Secret;

/** Uses the internals of its own module. */
public final class Owner {
    private Owner() {}

    /** A number that this module may tell. */
    public static int number() {
        return Secret.NUMBER;
    }
}
