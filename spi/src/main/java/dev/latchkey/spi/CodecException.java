package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/** A value cannot be encoded, or bytes cannot be decoded (rule S8). */
public class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
