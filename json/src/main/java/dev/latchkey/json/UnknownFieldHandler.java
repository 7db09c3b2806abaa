package dev.latchkey.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/** Notes unknown fields while a value is read, where that was asked for; else they are an error. */
final class UnknownFieldHandler extends DeserializationProblemHandler {
    /**
     * The names of the unknown fields of one value, as often as they occur. Where they were is not to be had
     * here: Jackson reads fields of records from a buffer that has forgotten it.
     */
    record Seen(List<String> names) {
        Seen() {
            this(new ArrayList<>());
        }
    }

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            @Nullable ValueDeserializer<?> deserializer,
            Object beanOrClass,
            String name) {
        if (!(context.getAttribute(Seen.class) instanceof Seen seen)) {
            return false;
        }
        seen.names().add(name);
        parser.skipChildren();
        return true;
    }
}
