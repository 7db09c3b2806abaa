package dev.latchkey.json;

import dev.latchkey.spi.Codec;
import dev.latchkey.spi.CodecException;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The changes of the shape of one kind of data, in order. Data is migrated whenever it is read and written back
 * by its next save; a look without session writes nothing. Immutable, thread-safe.
 *
 * <p>A payload says its schema and the lowest schema that may read it. An older server reads newer data if all
 * migrations between are {@linkplain #compatible compatible}, and refuses it otherwise (rule S8). Migrations that
 * no stored data needs any more may be removed from the front; those that were published never change.
 */
public final class JsonMigrations {
    /** Data that never changed its shape. */
    static final JsonMigrations NONE = new JsonMigrations(List.of());

    private final List<JsonMigration> steps;

    private JsonMigrations(List<JsonMigration> steps) {
        this.steps = steps;
    }

    /**
     * These migrations.
     *
     * @param steps at least one; each number is one more than the one before
     * @throws IllegalArgumentException if there are none or a number is out of order
     */
    public static JsonMigrations of(JsonMigration... steps) {
        if (steps.length == 0) {
            throw new IllegalArgumentException("give at least one migration");
        }
        for (int i = 1; i < steps.length; i++) {
            if (steps[i].number() != steps[i - 1].number() + 1) {
                throw new IllegalArgumentException(
                        "migrations are numbered one after the other before=" + steps[i - 1] + " after=" + steps[i]);
            }
        }
        return new JsonMigrations(List.of(steps));
    }

    /** A change after which older servers cannot read the data; they refuse it (rule S8). */
    public static JsonMigration migration(int number, String name, UnaryOperator<JsonNode> change) {
        return new JsonMigration(number, name, false, change);
    }

    /**
     * A change that older servers can live with: it adds fields outside of lists, and alters nothing that they
     * know. They keep the new fields as they are, and objects that they make themselves lack them: the newer class
     * reads those as null, empty or zero.
     */
    public static JsonMigration compatible(int number, String name, UnaryOperator<JsonNode> change) {
        return new JsonMigration(number, name, true, change);
    }

    /**
     * A codec for the class as it is after the last migration, with the defaults of {@link JsonCodecProvider}.
     *
     * @throws CodecException if values of this class cannot be handled; the message says why
     */
    public <T> Codec<T> codecFor(Class<T> type) {
        return new JsonCodecProvider().codecFor(type, this);
    }

    /** The number of the last migration. */
    public int schema() {
        return steps.isEmpty() ? 0 : steps.getLast().number();
    }

    /** The lowest schema whose readers may read data after the last migration. */
    public int readableFrom() {
        for (JsonMigration step : steps.reversed()) {
            if (!step.compatible()) {
                return step.number();
            }
        }
        return base();
    }

    /** The schema that the first migration starts from. */
    private int base() {
        return steps.isEmpty() ? 0 : steps.getFirst().number() - 1;
    }

    /**
     * Stored bytes in their newest shape.
     *
     * @throws CodecException if that fails, with the migration's number and name
     */
    byte[] migrate(byte[] bytes, int schema) {
        if (steps.isEmpty()) {
            return bytes;
        }
        if (schema < base()) {
            throw new CodecException(
                    "data is older than the first migration; schema=" + schema + " first=" + steps.getFirst()
                            + "; add the migrations from " + (schema + 1) + " on again",
                    null);
        }
        JsonNode node = parse(bytes);
        for (JsonMigration step : steps.subList(schema - base(), steps.size())) {
            node = apply(step, node);
        }
        return Extras.TREES.writeValueAsBytes(node);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return Extras.TREES.readTree(bytes);
        } catch (JacksonException e) {
            throw new CodecException("data to migrate is no JSON; " + JsonCodec.facts(e), e);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the game's code throws
    private static JsonNode apply(JsonMigration step, JsonNode before) {
        JsonNode after;
        try {
            after = step.change().apply(before);
        } catch (Exception | Error thrown) {
            throw new CodecException("migration failed; migration=" + step + " why=" + why(thrown), thrown);
        }
        if (after == null || after.isMissingNode()) {
            throw new CodecException("migration returned nothing; migration=" + step, null);
        }
        return after;
    }

    private static String why(Throwable thrown) {
        return String.valueOf(thrown).replaceAll("\\s+", " ");
    }
}
