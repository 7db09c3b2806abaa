package dev.latchkey.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.StoreUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NatsSettingsTest {
    private static NatsSettings of(String url) {
        return NatsSettings.of(StoreUrl.parse(url));
    }

    @Test
    void a_url_says_servers_and_options() {
        NatsSettings settings =
                of("nats://a.example,b.example:4300,[::1]:4301?prefix=game.eu&timeout=700&tls=true&ca=/etc/ca.pem");
        assertThat(settings.servers()).containsExactly("a.example:4222", "b.example:4300", "[::1]:4301");
        assertThat(settings.prefix()).isEqualTo("game.eu");
        assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(700));
        assertThat(settings.tls()).isTrue();
        assertThat(settings.ca()).isEqualTo(Path.of("/etc/ca.pem"));
        assertThat(settings.credentials()).isEqualTo(new Credentials.None());
        assertThat(of("nats://localhost").tls()).isFalse();
    }

    @Test
    void credentials_come_from_the_url_a_file_or_the_environment_and_are_not_shown(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), " s3cret\n");
        NatsSettings given = of("nats://ada:s3c+r%40et@localhost");
        assertThat(given.credentials()).isEqualTo(new Credentials.Password("ada", new Credentials.Given("s3c+r@et")));
        assertThat(given + " " + given.credentials()).doesNotContain("s3c");
        assertThat(of("nats://s3cret@localhost").credentials())
                .isEqualTo(new Credentials.Token(new Credentials.Given("s3cret")));
        assertThat(of("nats://ada@localhost?password-file=" + file).credentials())
                .isInstanceOfSatisfying(
                        Credentials.Password.class,
                        by -> assertThat(by.user() + by.password().read()).isEqualTo("adas3cret"));
        assertThat(of("nats://localhost?token-file=" + file).credentials())
                .isInstanceOfSatisfying(
                        Credentials.Token.class,
                        by -> assertThat(by.token().read()).isEqualTo("s3cret"));
        assertThat(of("nats://localhost?token-env=PATH").credentials())
                .isInstanceOfSatisfying(
                        Credentials.Token.class,
                        by -> assertThat(by.token().read()).isEqualTo(System.getenv("PATH")));
        assertThat(of("nats://localhost?creds-file=/etc/bus.creds").credentials())
                .isEqualTo(new Credentials.CredsFile(Path.of("/etc/bus.creds")));
        Credentials.Secret missing = new Credentials.InFile(folder.resolve("none"));
        assertThatThrownBy(missing::read).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nats:localhost",
                "nats://",
                "nats://localhost:0",
                "nats://localhost:70000",
                "nats://localhost:s3cret",
                "nats://a b",
                "nats://localhost?prefix=a..b",
                "nats://localhost?prefix=>",
                "nats://localhost?timeout=1",
                "nats://localhost?timeout=soon",
                "nats://localhost?tls=maybe",
                "nats://localhost?ca=/etc/ca.pem",
                "nats://localhost?colour=red",
                "nats://localhost?password-file=/etc/s",
                "nats://ada:s3cret@localhost?password-env=X",
                "nats://ada:s3cret@localhost?token-env=X",
                "nats://ada:s3cret%zz@localhost",
                "nats://ada:s3c/ret@loc alhost"
            })
    void anything_else_is_refused_without_showing_a_secret(String url) {
        assertThatThrownBy(() -> of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3c");
    }
}
