package dev.latchkey.engine.sqlite;

import java.sql.SQLException;

/** A file that this version must not touch; the message says why and what to do. */
final class UnusableException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
