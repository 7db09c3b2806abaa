package dev.latchkey.engine.dynamodb;

import dev.latchkey.engine.table.Rows;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item as the service has it, which is a row. Attributes: {@code p} the row's table and {@code s} its name, which are the
 * key; {@code v} its value, or {@code n} where it is a number that is added to; {@code b} its body, or {@code c} where that
 * is in parts; {@code t} its stamp. A profile's row has {@code f} where its session is free, and {@code o} where somebody
 * has opened it since {@code v} was written, so that opening is one request that need not know what {@code v} says.
 */
record Item(Map<String, AttributeValue> attributes) {
    /** All but the body. */
    static final String WITHOUT_BODY = "s, v, n, c, t, o";

    /** Between a stamp and the name of a body in parts, which both end with the row's next change of it. */
    private static final String PARTS = "~";

    static Map<String, AttributeValue> key(RowKey key) {
        return key(key.table(), key.name());
    }

    static Map<String, AttributeValue> key(String table, String name) {
        return Map.of("p", text(table), "s", text(name));
    }

    static AttributeValue text(String value) {
        return AttributeValue.builder().s(value).build();
    }

    static AttributeValue number(long value) {
        return AttributeValue.builder().n(Long.toString(value)).build();
    }

    boolean isThere() {
        return !attributes.isEmpty();
    }

    private @Nullable String string(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? null : value.s();
    }

    String name() {
        return required("s");
    }

    private String required(String attribute) {
        String value = string(attribute);
        if (value == null) {
            throw new StoreException("an item of the table is not one of this store's: it has no attribute " + attribute
                    + "; item=" + string("p") + " " + string("s"));
        }
        return value;
    }

    /** Changes with each change of the row; names the parts of its body, too. */
    String stamp() {
        String parts = string("c");
        return required("t") + (parts == null ? "" : PARTS + parts);
    }

    /** The attribute {@code t} of a row with this stamp. */
    static String mark(String stamp) {
        int at = stamp.indexOf(PARTS);
        return at < 0 ? stamp : stamp.substring(0, at);
    }

    static String stamp(String mark, @Nullable String parts) {
        return parts == null ? mark : mark + PARTS + parts;
    }

    /** The attribute {@code c} of a row with this stamp. */
    static @Nullable String parts(String stamp) {
        int at = stamp.indexOf(PARTS);
        return at < 0 ? null : stamp.substring(at + 1);
    }

    @Nullable
    String parts() {
        return string("c");
    }

    /** The body that is in the item; none where it is in parts. */
    byte[] body() {
        AttributeValue body = attributes.get("b");
        return body == null || body.b() == null ? new byte[0] : body.b().asByteArrayUnsafe();
    }

    /** What the row says. */
    String value(RowKey key) {
        String value = string("v");
        String opened = string("o");
        if (opened != null) {
            String[] by = opened.split("\\|", -1);
            ProfileId profile = Rows.profile(key.name());
            return Rows.opened(profile, value == null ? "" : value, Id.parse(by[0]), Id.parse(by[1]), instant(by[2]));
        }
        AttributeValue number = attributes.get("n");
        return value != null || number == null ? required("v") : number.n();
    }

    Row row(RowKey key, byte @Nullable [] body) {
        return new Row(key, value(key), body, stamp());
    }

    /** Attribute {@code o}: who has opened it, under which claim, and when. */
    static String opened(Id server, Id claim, Instant now) {
        return server + "|" + claim + "|" + ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }

    private static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }
}
