package dev.latchkey.cli.internal.store;

import dev.latchkey.json.JsonCodecProvider;
import dev.latchkey.spi.Codec;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Data as it is stored, of any schema: nobody here knows the game's classes. Thread-safe. */
public final class Raw implements Codec<byte[]> {
    private final String name;

    private Raw(String name) {
        this.name = name;
    }

    /** For data of this codec. */
    public static Raw codec(String name) {
        return new Raw(name);
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
        return name;
    }

    @Override
    public boolean text() {
        return false;
    }

    /** Later than any: whatever is stored is older, and is taken as it is. */
    @Override
    public int schema() {
        return Integer.MAX_VALUE;
    }

    @Override
    public byte[] encode(byte[] value) {
        return value;
    }

    @Override
    public byte[] decode(byte[] bytes) {
        return bytes;
    }
}
