package dev.latchkey.bad;

/** Two spaces where the house has four. */
public final class Format {
  private Format() {}
}
