package dev.latchkey.good;

/** Four spaces, as the house has them. */
public final class Format {
    private Format() {}
}
