package dev.latchkey;

import java.util.function.UnaryOperator;

/**
 * Letters that go out together with an update: both are stored in one write, or neither (rule S6). To be used during
 * the update only, on its thread.
 */
public interface Outbox {
    /**
     * Sends to a profile, open, closed or never seen.
     *
     * @param message handled there by {@link ProfileStore#onMail}; its class says which handler
     * @throws InvalidProfileException if it cannot be encoded, or is too long; the update fails, the old data stays
     */
    default void send(Ref<?> to, Object message) {
        send(to, message, options -> options);
    }

    /** Like {@link #send(Ref, Object)}, with options. */
    void send(Ref<?> to, Object message, UnaryOperator<MailOptions> options);
}
