package dev.latchkey.bus.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a bus shows the server who it is. Secrets are read when they are needed; no text of these shows one. Immutable. */
public sealed interface Credentials {
    /** It does not. */
    record None() implements Credentials {}

    /** By name and password. */
    record Password(String user, Secret password) implements Credentials {}

    /** By a token. */
    record Token(Secret token) implements Credentials {}

    /** By a file that the server's operator made ({@code nsc generate creds}). */
    record CredsFile(Path path) implements Credentials {}

    /** Something that is not shown. */
    sealed interface Secret {
        /**
         * What it is now.
         *
         * @throws IllegalArgumentException if it cannot be read; the message says where from
         */
        String read();
    }

    /** A secret that was given. */
    record Given(String secret) implements Secret {
        @Override
        public String read() {
            return secret;
        }

        @Override
        public String toString() {
            return "…";
        }
    }

    /** A secret in a file, without white space around it; read anew with each connection. */
    record InFile(Path path) implements Secret {
        @Override
        public String read() {
            try {
                return Files.readString(path).strip();
            } catch (IOException e) {
                throw new IllegalArgumentException("the secret's file cannot be read: file=" + path, e);
            }
        }
    }

    /** A secret in a variable of the environment. */
    record InVariable(String name) implements Secret {
        @Override
        public String read() {
            String value = System.getenv(name);
            if (value == null) {
                throw new IllegalArgumentException("the secret's variable is not set: variable=" + name);
            }
            return value;
        }
    }
}
