package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Line} wrote. Not thread-safe. */
final class Columns {
    private final String[] fields;
    private int at;

    Columns(String line) {
        fields = line.split("\\|", -1);
    }

    /** Reads a whole value; says which row it was where that fails. */
    static <T> T read(String what, String line, Function<Columns, T> reader) {
        try {
            return reader.apply(new Columns(line));
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            throw new StoreException(
                    "a row cannot be read: it is damaged, or written by a newer version; row=" + what, e);
        }
    }

    private String next() {
        if (at >= fields.length) {
            throw new IllegalArgumentException("the value ends early");
        }
        return fields[at++];
    }

    String text() {
        return plain(next());
    }

    @Nullable
    String maybe() {
        String field = next();
        return field.isEmpty() ? null : plain(field.substring(1));
    }

    long number() {
        return Long.parseLong(next());
    }

    int small() {
        return Integer.parseInt(next());
    }

    @Nullable
    Long maybeNumber() {
        String field = next();
        return field.isEmpty() ? null : Long.valueOf(field);
    }

    Id id() {
        return Id.parse(next());
    }

    @Nullable
    Id maybeId() {
        String field = next();
        return field.isEmpty() ? null : Id.parse(field);
    }

    List<Id> ids() {
        return list(Id::parse);
    }

    List<String> texts() {
        return list(each -> plain(each.substring(1)));
    }

    private <T> List<T> list(Function<String, T> of) {
        String field = next();
        if (field.isEmpty()) {
            return List.of();
        }
        List<T> values = new ArrayList<>();
        for (String each : field.split(",", -1)) {
            values.add(of.apply(each));
        }
        return List.copyOf(values);
    }

    boolean flag() {
        return !next().isEmpty();
    }

    Instant time() {
        return Times.of(next());
    }

    @Nullable
    Instant maybeTime() {
        String field = next();
        return field.isEmpty() ? null : Times.of(field);
    }

    ProfileId profile() {
        return new ProfileId(text(), text());
    }

    @Nullable
    ProfileId maybeProfile() {
        String store = text();
        String key = text();
        return store.isEmpty() ? null : new ProfileId(store, key);
    }

    private static String plain(String escaped) {
        if (escaped.indexOf('%') < 0) {
            return escaped;
        }
        StringBuilder plain = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                plain.append((char) Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
