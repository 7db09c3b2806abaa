package dev.latchkey.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Just enough JSON for a line of an export: an object whose values are strings, numbers, or data that is passed on as it
 * is. Strict (RFC 8259). For one thread.
 */
final class JsonLine {
    private static final int DEEPEST = 1_000;

    private final String text;
    private final StringBuilder compact = new StringBuilder();
    private int at;

    private JsonLine(String text) {
        this.text = text;
    }

    /** The text without white space between its parts; empty if it is not one JSON value. */
    static Optional<String> compact(String text) {
        JsonLine line = new JsonLine(text);
        try {
            line.value(0);
            line.end();
        } catch (IllegalArgumentException bad) {
            return Optional.empty();
        }
        return Optional.of(line.compact.toString());
    }

    /**
     * The members of an object, each value as JSON.
     *
     * @throws IllegalArgumentException if it is none; says where
     */
    static Map<String, String> members(String text) {
        JsonLine line = new JsonLine(text);
        Map<String, String> members = new LinkedHashMap<>();
        line.take('{');
        for (boolean more = line.peek() != '}'; more; more = line.comma('}')) {
            String name = unquote(line.part(() -> line.string()));
            line.take(':');
            if (members.put(name, line.part(() -> line.value(1))) != null) {
                throw line.bad("the name " + quote(name) + " is there twice");
            }
        }
        line.take('}');
        line.end();
        return members;
    }

    private String part(Runnable parse) {
        int from = compact.length();
        parse.run();
        return compact.substring(from);
    }

    static String quote(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || c == '\u007f' || c == '\u0085') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** What a string that was parsed says. */
    static String unquote(String quoted) {
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char kind = quoted.charAt(++i);
            switch (kind) {
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case 'u' -> {
                    value.append((char) Integer.parseInt(quoted, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> value.append(kind);
            }
        }
        return value.toString();
    }

    private void value(int depth) {
        if (depth > DEEPEST) {
            throw bad("it is nested too deeply");
        }
        switch (peek()) {
            case '{' -> {
                take('{');
                for (boolean more = peek() != '}'; more; more = comma('}')) {
                    string();
                    take(':');
                    value(depth + 1);
                }
                take('}');
            }
            case '[' -> {
                take('[');
                for (boolean more = peek() != ']'; more; more = comma(']')) {
                    value(depth + 1);
                }
                take(']');
            }
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private boolean comma(char end) {
        if (peek() == end) {
            return false;
        }
        take(',');
        return true;
    }

    private void string() {
        take('"');
        while (true) {
            char c = next();
            if (c < ' ') {
                throw bad("a control character is in a string");
            }
            compact.append(c);
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                escape();
            }
        }
    }

    private void escape() {
        char kind = next();
        if ("\"\\/bfnrtu".indexOf(kind) < 0) {
            throw bad("no such escape");
        }
        compact.append(kind);
        for (int i = 0; kind == 'u' && i < 4; i++) {
            char digit = next();
            if (Character.digit(digit, 16) < 0 || digit > 'f') {
                throw bad("no hexadecimal digit");
            }
            compact.append(digit);
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw bad("no JSON value");
        }
        at += word.length();
        compact.append(word);
    }

    private void number() {
        int from = at;
        skip("-");
        if (!skip("0")) {
            digits();
        }
        if (skip(".")) {
            digits();
        }
        if (skip("eE")) {
            skip("+-");
            digits();
        }
        compact.append(text, from, at);
    }

    private void digits() {
        if (!skip("0123456789")) {
            throw bad("no JSON value");
        }
        while (skip("0123456789")) {
            // one more
        }
    }

    private boolean skip(String any) {
        if (at < text.length() && any.indexOf(text.charAt(at)) >= 0) {
            at++;
            return true;
        }
        return false;
    }

    /** The next character after white space; 0 at the end. */
    private char peek() {
        while (skip(" \t\n\r")) {
            // white space
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw bad("expected '" + expected + "'");
        }
        at++;
        compact.append(expected);
    }

    private char next() {
        if (at >= text.length()) {
            throw bad("it ends too soon");
        }
        return text.charAt(at++);
    }

    private void end() {
        if (peek() != 0 || at < text.length()) {
            throw bad("something follows");
        }
    }

    private IllegalArgumentException bad(String why) {
        return new IllegalArgumentException("no JSON: " + why + " at column " + (at + 1));
    }
}
