package dev.latchkey.good.internal;

/** Nothing for others. */
public final class Secret {
    /** Nothing for others. */
    public static final int NUMBER = 7;

    private Secret() {}
}
