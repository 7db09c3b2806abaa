package dev.latchkey;

import java.util.function.UnaryOperator;

/**
 * The profiles of one transaction, frozen: see {@link Latchkey#transact}. To be used during the call only, on its
 * thread.
 */
public interface Tx extends Outbox {
    /**
     * The newest data of a profile, or what was set here before. Values are not to be changed in place.
     *
     * @throws IllegalArgumentException if the profile does not take part
     */
    <T> T get(Ref<T> profile);

    /**
     * New data for a profile.
     *
     * @throws IllegalArgumentException if the profile does not take part
     * @throws InvalidProfileException if the validation refuses it, or it cannot be encoded
     * @throws ProfileTooLargeException if its encoded form is too long
     */
    <T> void set(Ref<T> profile, T value);

    /** Like {@link #get} and {@link #set}. */
    default <T> void update(Ref<T> profile, UnaryOperator<T> change) {
        set(profile, change.apply(get(profile)));
    }
}
