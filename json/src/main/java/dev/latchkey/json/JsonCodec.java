package dev.latchkey.json;

import dev.latchkey.spi.Codec;
import dev.latchkey.spi.CodecException;
import dev.latchkey.spi.Decoded;
import dev.latchkey.spi.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** One class as JSON in UTF-8. Thread-safe. */
final class JsonCodec<T> implements Codec<T> {
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final UnknownFields unknown;
    private final JsonMigrations migrations;

    JsonCodec(ObjectReader reader, ObjectWriter writer, UnknownFields unknown, JsonMigrations migrations) {
        this.reader = reader;
        this.writer = writer;
        this.unknown = unknown;
        this.migrations = migrations;
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public boolean text() {
        return true;
    }

    @Override
    public int schema() {
        return migrations.schema();
    }

    @Override
    public int readableFrom() {
        return migrations.readableFrom();
    }

    @Override
    public byte[] encode(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new CodecException("value has no JSON form; " + facts(e), e);
        }
    }

    @Override
    public byte[] encode(T value, byte @Nullable [] extras) {
        byte[] plain = encode(value);
        return extras == null ? plain : Extras.parse(extras).putInto(plain);
    }

    @Override
    public T decode(byte[] bytes) {
        return decodeKeeping(bytes).value();
    }

    @Override
    public Decoded<T> decodeKeeping(byte[] bytes) {
        return decode(bytes, unknown);
    }

    @Override
    public Decoded<T> decodeOlder(byte[] bytes, int schema) {
        return decode(migrations.migrate(bytes, schema), unknown);
    }

    /** Unknown fields are what the writer told compatible, so they are kept whatever the choice. */
    @Override
    public Decoded<T> decodeNewer(byte[] bytes) {
        return decode(bytes, UnknownFields.KEEP);
    }

    @Override
    public List<Difference> differences(byte[] before, byte[] after) {
        return Differences.of(before, after);
    }

    private Decoded<T> decode(byte[] bytes, UnknownFields choice) {
        return switch (choice) {
            case REFUSE -> new Decoded<>(read(reader, bytes), null);
            case KEEP -> {
                UnknownFieldHandler.Seen seen = new UnknownFieldHandler.Seen();
                T value = read(reader.withAttribute(UnknownFieldHandler.Seen.class, seen), bytes);
                List<String> names = seen.names();
                byte[] extras = names.isEmpty()
                        ? null
                        : Extras.find(bytes, encode(value), names).bytes();
                yield new Decoded<>(value, extras);
            }
        };
    }

    private T read(ObjectReader with, byte[] bytes) {
        try {
            T value = with.readValue(bytes);
            if (value == null) {
                throw new CodecException("JSON is null where a value is needed; path=/", null);
            }
            return value;
        } catch (JacksonException e) {
            throw new CodecException("JSON does not fit the class; " + facts(e), e);
        }
    }

    /** Where and why, on one line. */
    static String facts(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            path.append('/').append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        return "path=" + (path.isEmpty() ? "/" : path) + " why=" + why(e).replaceAll("\\s+", " ");
    }

    private static String why(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown field: add it to " + unknown.getReferringClass().getName()
                    + ", migrate the data, or choose UnknownFields.KEEP";
        }
        String message = e.getOriginalMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
