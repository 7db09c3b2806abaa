package dev.latchkey.cli.internal.store;

import dev.latchkey.spi.Payload;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers for programs, and data for people. */
public final class Json {
    /** Shows numbers as they are stored. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final JsonMapper STRICT = MAPPER.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** The value as JSON, several lines. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The tree of bytes that are JSON; empty where they are not. */
    public static Optional<JsonNode> tree(byte[] bytes) {
        try {
            return Optional.ofNullable(MAPPER.readTree(bytes)).filter(node -> !node.isMissingNode());
        } catch (JacksonException other) {
            return Optional.empty();
        }
    }

    /** What a person wrote; empty where it is no JSON, or says one thing twice. */
    static Optional<JsonNode> strict(byte[] bytes) {
        try {
            return Optional.ofNullable(STRICT.readTree(bytes)).filter(node -> !node.isMissingNode());
        } catch (JacksonException bad) {
            return Optional.empty();
        }
    }

    /** Like {@link #strict(byte[])}, of a text. */
    static Optional<JsonNode> strict(String text) {
        return strict(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A tree as bytes, without white space. */
    static byte[] bytes(JsonNode tree) {
        return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(tree);
    }

    /** Data as it is where it is text, else hexadecimal. */
    public static String data(Payload payload) {
        return payload.text()
                ? new String(payload.bytes(), StandardCharsets.UTF_8)
                : HexFormat.of().formatHex(payload.bytes());
    }

    /** Data for people: JSON in lines, other text as it is, of anything else what it is. */
    public static String readable(Payload payload) {
        Optional<JsonNode> tree = payload.text() ? tree(payload.bytes()) : Optional.empty();
        if (tree.isPresent()) {
            return text(tree.get());
        }
        return payload.text()
                ? data(payload)
                : payload.size() + " bytes of codec " + payload.codec() + " (--json has them in hexadecimal)";
    }
}
