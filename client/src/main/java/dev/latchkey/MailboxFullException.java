package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** A mailbox has no room for one more letter (rule S6). */
public class MailboxFullException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    public MailboxFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
