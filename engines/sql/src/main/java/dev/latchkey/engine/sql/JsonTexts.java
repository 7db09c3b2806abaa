package dev.latchkey.engine.sql;

import java.util.ArrayList;
import java.util.List;

/** Lists of texts in one column, as a JSON array of strings: {@code json_each} takes them apart in the shell. */
final class JsonTexts {
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private JsonTexts() {}

    static String encode(List<String> texts) {
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            json.append(json.length() == 1 ? "\"" : ",\"");
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\') {
                    json.append('\\').append(c);
                } else if (c < ' ') {
                    json.append(String.format("\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
            json.append('"');
        }
        return json.append(']').toString();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static List<String> decode(String json) {
        List<String> texts = new ArrayList<>();
        try {
            for (int at = 1; json.charAt(at) != ']'; at += json.charAt(at) == ',' ? 1 : 0) {
                at = string(json, at, texts);
            }
        } catch (StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a list of texts: " + json, e);
        }
        return texts;
    }

    /** Reads the string at {@code from}; returns where the next thing begins. */
    private static int string(String json, int from, List<String> texts) {
        StringBuilder text = new StringBuilder();
        int at = from + 1;
        while (json.charAt(at) != '"') {
            if (json.charAt(at) != '\\') {
                text.append(json.charAt(at++));
            } else if (json.charAt(at + 1) == 'u') {
                text.append((char) Integer.parseInt(json, at + 2, at + 2 + HEX_DIGITS, HEX));
                at += 2 + HEX_DIGITS;
            } else {
                text.append(json.charAt(at + 1));
                at += 2;
            }
        }
        texts.add(text.toString());
        return at + 1;
    }
}
