package dev.latchkey.spi;

import java.util.List;

/**
 * A group of fenced writes, of which all apply or none (rules S2, S3, S7). A retry carries the same
 * id and the same bytes.
 *
 * @param write id of this commit
 * @param server server whose sessions these are
 * @param writes at least one, each of another profile
 */
public record Commit(Id write, Id server, List<Write> writes) {
    /**
     * @throws IllegalArgumentException if there is no write, or two of one profile
     */
    public Commit {
        writes = List.copyOf(writes);
        boolean one = writes.size() == 1;
        if (!one
                && (writes.isEmpty()
                        || writes.stream().map(Write::profile).distinct().count() != writes.size())) {
            throw new IllegalArgumentException("a commit has at least one write, each of another profile");
        }
    }

    /** A commit of one write. */
    public static Commit of(Id write, Id server, Write only) {
        return new Commit(write, server, List.of(only));
    }
}
