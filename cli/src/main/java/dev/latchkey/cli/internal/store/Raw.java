package dev.latchkey.cli.internal.store;

import dev.latchkey.json.JsonCodecProvider;
import dev.latchkey.spi.Codec;
import dev.latchkey.spi.Decoded;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Data as it is stored, of any schema: nobody here knows the game's classes. Thread-safe. */
public final class Raw implements Codec<byte[]> {
    private final Shape shape;
    private final boolean text;

    private Raw(Shape shape, boolean text) {
        this.shape = shape;
        this.text = text;
    }

    /** For data of this codec: later than any, so that whatever is stored is taken as it is. It is not for writing. */
    public static Raw codec(String name) {
        return new Raw(Shape.of(name, Integer.MAX_VALUE), false);
    }

    /** For writing data of this one's shape. */
    public static Raw like(Payload payload) {
        return new Raw(Shape.of(payload), payload.text());
    }

    /**
     * Where data differs from other data.
     *
     * @param after null for none
     */
    public static List<Difference> differences(Payload before, @Nullable Payload after) {
        if (after == null) {
            return List.of(new Difference("/", words(before), null));
        }
        if (isJson(before) && isJson(after)) {
            return new JsonCodecProvider().codecFor(JsonNode.class).differences(before.bytes(), after.bytes());
        }
        boolean same = before.codec().equals(after.codec()) && Arrays.equals(before.bytes(), after.bytes());
        return same ? List.of() : List.of(new Difference("/", words(before), words(after)));
    }

    private static boolean isJson(Payload payload) {
        return payload.text() && Json.tree(payload.bytes()).isPresent();
    }

    private static String words(Payload payload) {
        return payload.size() + " bytes of codec " + Shape.of(payload).codec();
    }

    @Override
    public String name() {
        return shape.codec();
    }

    @Override
    public boolean text() {
        return text;
    }

    @Override
    public int schema() {
        return shape.schema();
    }

    @Override
    public int readableFrom() {
        return shape.readableFrom();
    }

    @Override
    public byte[] encode(byte[] value) {
        return value;
    }

    @Override
    public byte[] decode(byte[] bytes) {
        return bytes;
    }

    @Override
    public Decoded<byte[]> decodeNewer(byte[] bytes) {
        return new Decoded<>(bytes, null);
    }
}
