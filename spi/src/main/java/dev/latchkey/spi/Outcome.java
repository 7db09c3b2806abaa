package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a caller knows after asking a store to do something. A store that answers, even "no", is
 * {@link Done}; the other two say that there was no answer to trust.
 *
 * @param <R> the store's reply
 */
public sealed interface Outcome<R> {
    /** The verb ran as one atomic step and this is its reply. Its effect, if any, is durable. */
    record Done<R>(R reply) implements Outcome<R> {}

    /** The verb surely had no effect and never will. */
    record NotDone<R>(Failure failure) implements Outcome<R> {}

    /** The verb may have had its effect, or may still have it later. */
    record Unknown<R>(Failure failure) implements Outcome<R> {}

    /**
     * Why there is no reply.
     *
     * @param message what failed and what to do about it, one line
     * @param cause the exception behind it, if any
     */
    record Failure(String message, @Nullable Throwable cause) {}

    /** The reply. */
    static <R> Outcome<R> done(R reply) {
        return new Done<>(reply);
    }

    /** Surely no effect. */
    static <R> Outcome<R> notDone(String message, @Nullable Throwable cause) {
        return new NotDone<>(new Failure(message, cause));
    }

    /** Nobody knows. */
    static <R> Outcome<R> unknown(String message, @Nullable Throwable cause) {
        return new Unknown<>(new Failure(message, cause));
    }
}
