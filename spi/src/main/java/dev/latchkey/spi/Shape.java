package dev.latchkey.spi;

/**
 * Which codec and schema a payload's bytes have, and who may read them.
 *
 * <p>In a payload the codec's name says the last, as a parameter and only where it differs from the schema:
 * {@code json;from=1} with schema 3 is read by whoever knows schema 1 or a later one. Engines and buses carry
 * names as they are, and a reader that knows no parameters takes it for another codec and refuses (rule S8).
 *
 * @param codec the codec's name without parameter
 * @param schema schema of the bytes, ≥ 0
 * @param readableFrom the lowest schema whose readers may read them, 0 to {@code schema}
 */
public record Shape(String codec, int schema, int readableFrom) {
    private static final String FROM = ";from=";

    /**
     * @throws IllegalArgumentException if {@code readableFrom} is out of its range, or the name has a parameter
     */
    public Shape {
        if (readableFrom < 0 || readableFrom > schema) {
            throw new IllegalArgumentException(
                    "lowest schema that may read is out of range readableFrom=" + readableFrom + " range=0–" + schema);
        }
    }

    /** Of bytes that only readers of their own schema and later ones may read. */
    public static Shape of(String codec, int schema) {
        return new Shape(codec, schema, schema);
    }

    /** Of a payload. A parameter that makes no sense stays part of the name, which is then no codec's. */
    public static Shape of(Payload payload) {
        String name = payload.codec();
        int at = name.indexOf(FROM);
        int from = at < 0 ? payload.schema() : number(name.substring(at + FROM.length()));
        return from < 0 || from > payload.schema() || at < 0
                ? of(name, payload.schema())
                : new Shape(name.substring(0, at), payload.schema(), from);
    }

    /** −1 for what is none. */
    private static int number(String digits) {
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    }

    /** Bytes of this shape. */
    public Payload payload(byte[] bytes, boolean text) {
        return new Payload(bytes, readableFrom == schema ? codec : codec + FROM + readableFrom, schema, text);
    }

    /** Whether it is later than the newest that this one's writer knows. */
    public boolean newerThan(Shape other) {
        return schema > other.schema;
    }

    /** Whether a reader of this codec that knows schemas up to {@code known} may read the bytes. */
    public boolean readableBy(int known) {
        return readableFrom <= known;
    }
}
