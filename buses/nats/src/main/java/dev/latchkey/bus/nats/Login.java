package dev.latchkey.bus.nats;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Puts credentials together from what a URL says of them. Not thread-safe. */
final class Login {
    private @Nullable String user;
    private Credentials credentials = new Credentials.None();
    private boolean named;

    /**
     * @param info before the host: a user and a password, a token, or nothing
     */
    Login(String info) {
        int colon = info.indexOf(':');
        if (colon >= 0) {
            user = decoded(info.substring(0, colon));
            name(new Credentials.Password(user, new Credentials.Given(decoded(info.substring(colon + 1)))));
        } else if (!info.isEmpty()) {
            user = decoded(info);
            credentials = new Credentials.Token(new Credentials.Given(user));
        }
    }

    private static String decoded(String part) {
        try {
            // A plus is a plus here, unlike in the options.
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause: it quotes a part of what may be a password.
            throw new IllegalArgumentException("a percent sign in a user or password is written %25");
        }
    }

    private void name(Credentials by) {
        if (named) {
            throw new IllegalArgumentException("credentials stand twice in the URL and its options");
        }
        named = true;
        credentials = by;
    }

    void password(Credentials.Secret secret) {
        if (user == null) {
            throw new IllegalArgumentException("a password is of a user: nats://user@host:port");
        }
        name(new Credentials.Password(user, secret));
    }

    void token(Credentials.Secret secret) {
        alone();
        name(new Credentials.Token(secret));
    }

    void file(Path path) {
        alone();
        name(new Credentials.CredsFile(path));
    }

    private void alone() {
        if (user != null) {
            throw new IllegalArgumentException("credentials stand twice in the URL and its options");
        }
    }

    Credentials credentials() {
        return credentials;
    }
}
