package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/** A store or bus cannot be reached or used. The message has fixed words plus key=value facts. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        this(message, null);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
