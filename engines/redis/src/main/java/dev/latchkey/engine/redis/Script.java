package dev.latchkey.engine.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A script that the server runs as one atomic step.
 *
 * @param text what it is made of
 * @param sha the name that the server gives it
 */
record Script(String text, String sha) {
    /** The server's own clock. */
    static final String CLOCK = part("clock");

    /** A script of these parts, which are files beside this class. */
    static Script of(String clock, List<String> parts) {
        StringBuilder text = new StringBuilder(clock);
        parts.forEach(part -> text.append(part(part)));
        return new Script(text.toString(), sha(text.toString()));
    }

    private static String part(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("a part of a script is missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-1", e);
        }
    }
}
