package dev.latchkey.internal;

import dev.latchkey.spi.Payload;

/**
 * The bytes of a state that is stored already, for whoever gets the session next.
 *
 * @param sequence which state
 */
record Ride(long sequence, Payload payload) {}
