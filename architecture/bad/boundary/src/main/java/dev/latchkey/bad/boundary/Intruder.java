package dev.latchkey.bad.boundary;

import dev.latchkey.good.internal.Secret;

/** Uses the internals of another module. */
final class Intruder {
    private Intruder() {}

    static int number() {
        return Secret.NUMBER;
    }
}
