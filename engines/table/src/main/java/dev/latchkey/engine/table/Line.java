package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a row's value: fields with {@code |} between them, readable in the database's own shell and by its scripts.
 * Text is escaped as in URLs where it has a character that separates. Null is empty; text that may be null begins
 * with {@code =}. Not thread-safe.
 */
final class Line {
    private final StringBuilder line = new StringBuilder(256);

    private Line field(String plain) {
        line.append(plain).append('|');
        return this;
    }

    Line text(String value) {
        return field(escaped(value));
    }

    Line maybe(@Nullable String value) {
        return field(value == null ? "" : "=" + escaped(value));
    }

    Line number(long value) {
        return field(Long.toString(value));
    }

    Line maybe(@Nullable Long value) {
        return field(value == null ? "" : value.toString());
    }

    Line id(@Nullable Id value) {
        return field(value == null ? "" : value.toString());
    }

    Line ids(List<Id> values) {
        return field(values.stream().map(Id::toString).collect(Collectors.joining(",")));
    }

    Line texts(List<String> values) {
        return field(values.stream().map(each -> "=" + escaped(each)).collect(Collectors.joining(",")));
    }

    Line flag(boolean value) {
        return field(value ? "1" : "");
    }

    Line time(@Nullable Instant value) {
        return field(value == null ? "" : Times.text(value));
    }

    Line profile(@Nullable ProfileId value) {
        return value == null ? field("").field("") : text(value.store()).text(value.key());
    }

    String done() {
        return line.substring(0, line.length() - 1);
    }

    /** Without what separates fields, tables and lists. */
    static String escaped(String text) {
        if (text.chars().noneMatch(Line::separates)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (separates(c)) {
                escaped.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean separates(int c) {
        return c < ' ' || c == 0x7f || c == '|' || c == ',' || c == '=' || c == '%';
    }
}
