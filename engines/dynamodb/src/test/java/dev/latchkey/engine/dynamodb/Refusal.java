package dev.latchkey.engine.dynamodb;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the service answers instead of doing what it was asked. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int status;
    final String type;
    /** A member of the answer beside type and message, and its name. */
    final @Nullable String member;

    final transient @Nullable JsonNode content;

    Refusal(int status, String type, String message, @Nullable String member, @Nullable JsonNode content) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.member = member;
        this.content = content;
    }

    static Refusal of(String type, String message) {
        return new Refusal(400, type, message, null, null);
    }

    static Refusal invalid(String message) {
        return of("ValidationException", message);
    }
}
