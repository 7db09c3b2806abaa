package dev.latchkey.engine.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Attribute values, as JSON has them: {@code {"S": "text"}}, {@code {"N": "1"}} or {@code {"B": "base64"}}. */
final class Values {
    private Values() {}

    static String type(JsonNode value) {
        return value.propertyNames().iterator().next();
    }

    static String text(JsonNode value) {
        return value.get(type(value)).asString();
    }

    /** Length by which the service counts sizes. */
    static int size(JsonNode value) {
        return switch (type(value)) {
            case "S" -> utf8(text(value)).length;
            case "N" -> text(value).length() / 2 + 1;
            case "B" -> Base64.getDecoder().decode(text(value)).length;
            default -> throw Refusal.invalid("a type that these tests do not use: " + type(value));
        };
    }

    /** Of a whole item. */
    static int sizeOf(JsonNode item) {
        int size = 0;
        for (var each : item.properties()) {
            size += utf8(each.getKey()).length + size(each.getValue());
        }
        return size;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static boolean comparable(JsonNode one, JsonNode other) {
        return type(one).equals(type(other));
    }

    /** Text in the order of its bytes. */
    static int compare(JsonNode one, JsonNode other) {
        return switch (type(one)) {
            case "S" -> Arrays.compareUnsigned(utf8(text(one)), utf8(text(other)));
            case "N" -> new BigDecimal(text(one)).compareTo(new BigDecimal(text(other)));
            case "B" ->
                Arrays.compareUnsigned(
                        Base64.getDecoder().decode(text(one)),
                        Base64.getDecoder().decode(text(other)));
            default -> throw Refusal.invalid("a type that these tests do not use: " + type(one));
        };
    }
}
