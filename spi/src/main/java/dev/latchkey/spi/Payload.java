package dev.latchkey.spi;

import java.util.Arrays;

/**
 * A profile's data as the store keeps it. Engines never look inside.
 *
 * <p>The bytes are shared, not copied: whoever makes a payload gives them away, and nobody changes
 * them afterwards.
 *
 * @param codec name of the codec that wrote the bytes, for example {@code json}, maybe with a parameter: see
 *     {@link Shape}
 * @param schema schema version of the data, ≥ 0
 * @param text whether the bytes are UTF-8 text; an engine may then store them as text
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look inside
public record Payload(byte[] bytes, String codec, int schema, boolean text) {
    /** Length in bytes. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that
                && schema == that.schema
                && text == that.text
                && codec.equals(that.codec)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Payload[" + bytes.length + " bytes, " + codec + ", schema " + schema + "]";
    }
}
