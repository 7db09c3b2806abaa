package dev.latchkey.spi;

import java.time.Duration;

/**
 * Makes a server known to the store (rule L2). Inserts only: it never revives an id.
 *
 * @param server a fresh id
 * @param name display name, 1–64 characters
 * @param lease length of the lease, counted by the store's clock from now
 */
public record Registration(Id server, String name, Duration lease) {
    /**
     * Answers {@link Registration}.
     *
     * @param fresh whether the row was inserted just now; a repeated registration finds it there
     * @param buried whether the row is buried
     * @param beat the row's beat
     */
    public record Registered(boolean fresh, boolean buried, long beat) {}
}
