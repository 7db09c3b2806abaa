package dev.latchkey;

import dev.latchkey.spi.ProfileId;

/**
 * The profiles of a transaction could not be brought together in time, or something came between again and again (rule
 * S7); nothing of it is stored.
 */
public class TransactionConflictException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final transient ProfileId profile;

    /**
     * @param profile which one it was in the end
     */
    public TransactionConflictException(ProfileId profile, String reason) {
        super(
                "transaction could not be stored in time, nothing of it is profile=" + profile + " reason=" + reason
                        + "; try again, or with more patience",
                null);
        this.profile = profile;
    }

    /** The profile that could not be had, or was written meanwhile. */
    public ProfileId profile() {
        return profile;
    }
}
