package dev.latchkey.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.latchkey.spi.Codec;
import dev.latchkey.spi.CodecException;
import dev.latchkey.spi.CodecProvider;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes codecs that store values as JSON, with Jackson: records by their components, classes by their
 * fields (not their getters) and a constructor without parameters, {@code Optional}, {@code java.time} as
 * ISO text, enums by name, collections and maps, NaN and infinities as text. A field that the stored data
 * lacks becomes null, empty or zero. Found by {@link java.util.ServiceLoader}; thread-safe.
 *
 * <p>Fields are written in the order of declaration and elements in their collection's own order, so equal
 * values give equal bytes unless they hold a {@code HashMap} or {@code HashSet} of several elements. Limits
 * on depth and length are Jackson's.
 */
public final class JsonCodecProvider implements CodecProvider {
    private final JsonMapper mapper;
    private final UnknownFields unknown;

    /** With {@link UnknownFields#REFUSE}. */
    public JsonCodecProvider() {
        this(UnknownFields.REFUSE);
    }

    /** With this choice for all its codecs. */
    public JsonCodecProvider(UnknownFields unknown) {
        this(byFields(), unknown);
    }

    /**
     * With a mapper of your own, for modules and mix-ins. What protects the data is set on a copy of it:
     * nothing is skipped, cut or turned into something else without an error.
     */
    public JsonCodecProvider(JsonMapper mapper, UnknownFields unknown) {
        this.unknown = unknown;
        this.mapper = mapper.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                .addHandler(new UnknownFieldHandler())
                .build();
    }

    private static JsonMapper byFields() {
        return JsonMapper.builder()
                .changeDefaultVisibility(visible -> visible.with(Visibility.NONE)
                        .withFieldVisibility(Visibility.ANY)
                        .withCreatorVisibility(Visibility.DEFAULT))
                .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .enable(MapperFeature.PROPAGATE_TRANSIENT_MARKER)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                // A new int in a record is 0 for a player who was stored before it.
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .build();
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public <T> Codec<T> codecFor(Class<T> type) {
        return codecFor(type, JsonMigrations.NONE);
    }

    /**
     * Like {@link #codecFor(Class)}, for data that has changed its shape: older data is migrated when it is read.
     *
     * @throws CodecException if values of this class cannot be handled; the message says why
     */
    public <T> Codec<T> codecFor(Class<T> type, JsonMigrations migrations) {
        try {
            JavaType resolved = mapper.constructType(type);
            return new JsonCodec<>(mapper.readerFor(resolved), mapper.writerFor(resolved), unknown, migrations);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new CodecException("class has no JSON form; class=" + type.getName() + " why=" + e.getMessage(), e);
        }
    }
}
