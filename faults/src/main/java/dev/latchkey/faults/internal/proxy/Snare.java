package dev.latchkey.faults.internal.proxy;

/**
 * A cut that waits for its byte: the connection is cut that is the first to carry more than {@code after} bytes this way
 * since the snare is the next one. Those before pass and then end; whoever sent them sees a reset. With {@link Direction#REPLY} and 0: a request that was carried
 * out, and whose reply is lost.
 *
 * @param after at least 0
 */
public record Snare(Direction way, long after) {
    /**
     * @throws IllegalArgumentException if {@code after} is negative
     */
    public Snare {
        if (after < 0) {
            throw new IllegalArgumentException("after is " + after + ", allowed from 0");
        }
    }
}
