package dev.latchkey.core;

import dev.latchkey.spi.Letter;
import org.jspecify.annotations.Nullable;

/**
 * A letter that is sent from outside of any session; made by whoever runs the node. Two are never the same.
 *
 * <p>Immutable.
 */
public final class Post {
    private final Letter letter;
    private final long patienceNanos;
    private final @Nullable Object attachment;

    /**
     * @param patienceNanos how long the store's answer is waited for, > 0
     * @param attachment whatever the caller wants to find again in outputs
     */
    public Post(Letter letter, long patienceNanos, @Nullable Object attachment) {
        this.letter = letter;
        this.patienceNanos = patienceNanos;
        this.attachment = attachment;
    }

    /** The letter. */
    public Letter letter() {
        return letter;
    }

    long patienceNanos() {
        return patienceNanos;
    }

    @Override
    public String toString() {
        return "Post[" + letter.id() + " to " + letter.to() + "]";
    }

    /** What the caller attached. */
    public @Nullable Object attachment() {
        return attachment;
    }
}
