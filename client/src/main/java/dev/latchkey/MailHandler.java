package dev.latchkey;

/**
 * What a letter does to the profile that it is for. Its effect and its acknowledgement are one write (rule S6), so
 * that it takes effect exactly once whatever crashes.
 *
 * @param <T> type of the data
 * @param <M> class of the messages
 */
@FunctionalInterface
public interface MailHandler<T, M> {
    /**
     * The data with the letter's effect. Called like an update: quick, and no update or transaction of this profile
     * inside; it may be called again for a letter whose effect was not stored before the session ended.
     *
     * @param outbox for answers, stored in the same write
     */
    T handle(T data, M message, Outbox outbox);
}
