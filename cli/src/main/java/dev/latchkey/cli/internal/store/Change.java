package dev.latchkey.cli.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What is to become of data in JSON. */
@FunctionalInterface
public interface Change {
    /** Longest data in bytes. */
    int LARGEST = 64 << 20;

    /**
     * The data as it is to be; what is given stays as it is.
     *
     * @throws Refusal if the change does not fit the data
     */
    JsonNode apply(JsonNode data);

    /**
     * This, in the place of all data of its kind.
     *
     * @param from where it stood, for people
     * @throws Refusal if it is no JSON; if the data is an object, say, and this is a list
     */
    static Change whole(byte[] bytes, String from) {
        JsonNode all = Json.strict(bytes).orElseThrow(() -> Refusal.badInput("not JSON: " + from));
        return data -> {
            if (data.getNodeType() != all.getNodeType()) {
                throw Refusal.badInput("the data is of kind " + kind(data) + ", and " + from + " has " + kind(all)
                        + "; nothing was changed");
            }
            return all;
        };
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /**
     * What is in a file, in the place of all data.
     *
     * @param name of the file, - for the standard input
     * @throws Refusal if it cannot be read or is no JSON
     */
    static Change file(String name) {
        if (name.equals("-")) {
            return whole(read(System.in), "the standard input");
        }
        try {
            Path path = Path.of(name);
            if (!Files.isRegularFile(path)) {
                throw Refusal.badInput("there is no such file: " + name);
            }
            try (InputStream in = Files.newInputStream(path)) {
                return whole(read(in), name);
            }
        } catch (InvalidPathException bad) {
            throw Refusal.badInput("not a path: " + name);
        } catch (IOException unreadable) {
            throw Refusal.badInput("the file cannot be read: " + name);
        }
    }

    private static byte[] read(InputStream in) {
        try {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw Refusal.badInput("more than " + LARGEST + " bytes");
            }
            return bytes;
        } catch (IOException broken) {
            throw Refusal.badInput("the standard input cannot be read");
        }
    }
}
