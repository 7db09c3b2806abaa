package dev.latchkey.faults.internal.proxy;

/**
 * A cut that waits for its byte: the connection is cut that is the first to carry more than {@code after} bytes this way
 * since the snare is the next one. Those before pass and then end; whoever sent them sees a reset. With {@link Direction#REPLY} and 0: a request that was carried
 * out, and whose reply is lost.
 *
 * @param after at least 0
 * @param settled how many bytes of requests a connection must have carried before it counts, so that what is cut is not
 *     its beginning; at least 0
 */
public record Snare(Direction way, long after, long settled) {
    /** One that catches new connections, too. */
    public Snare(Direction way, long after) {
        this(way, after, 0);
    }

    /**
     * @throws IllegalArgumentException if one of them is negative
     */
    public Snare {
        if (after < 0 || settled < 0) {
            throw new IllegalArgumentException("after is " + after + ", settled " + settled + ", allowed from 0");
        }
    }
}
