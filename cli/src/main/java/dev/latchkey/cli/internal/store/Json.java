package dev.latchkey.cli.internal.store;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers for programs. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** The value as JSON, several lines. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
