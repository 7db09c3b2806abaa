package dev.latchkey.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.engine.sql.Address;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a URL says, and that its password is told to nobody. */
final class PostgresAddressTest {
    @TempDir
    Path folder;

    private static Address of(String url, Map<String, String> environment) {
        return PostgresAddress.of(StoreUrl.parse(url), name -> environment.get(name));
    }

    private static @Nullable String password(String url, Map<String, String> environment) {
        return of(url, environment).password();
    }

    @Test
    void a_url_names_hosts_database_user_password_and_options_of_the_driver() {
        Address address =
                of("postgresql://lk:p%40ss+%2F@db1:5433,db2:5434/my%20players?sslmode=verify-full&pool=4", Map.of());
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db1:5433,db2:5434/my%20players");
        assertThat(address.user()).isEqualTo("lk");
        assertThat(address.password()).isEqualTo("p@ss+/");
        assertThat(address.driver()).containsExactly(Map.entry("sslmode", "verify-full"));
    }

    @Test
    void a_password_comes_from_the_url_else_from_a_file_else_from_the_environment() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from-file\n");
        Map<String, String> environment = Map.of("PGPASSWORD", "from-environment");
        assertThat(password("postgresql://lk:from-url@db/p?password-file=" + file, environment))
                .isEqualTo("from-url");
        assertThat(password("postgresql://lk@db/p?password-file=" + file, environment))
                .isEqualTo("from-file");
        assertThat(password("postgresql://lk@db/p", environment)).isEqualTo("from-environment");
        assertThat(password("postgresql://lk@db/p", Map.of())).isNull();
    }

    @Test
    void a_password_is_told_to_nobody() {
        String url = "postgresql://lk:hush-hush@localhost:1/p?timeout=200";
        assertThat(of(url, Map.of()).toString()).doesNotContain("hush").contains("localhost:1/p");
        assertThatThrownBy(() -> new PostgresProvider().open(StoreUrl.parse(url)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be reached")
                .satisfies(thrown -> {
                    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("hush");
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql:players",
                "postgresql://db",
                "postgresql://db/",
                "postgresql:///players",
                "postgresql://db/p?pol=4",
                "postgresql://db/p?pool=1",
                "postgresql://db/p?pool=x",
                "postgresql://db/p?timeout=50",
                "postgresql://db/p?migrate=yes",
                "postgresql://db/p?schema=a;b",
                "postgresql://db/p?password-file=/nowhere/at/all"
            })
    void what_is_wrong_with_a_url_is_said_before_anything_is_opened(String url) {
        assertThatThrownBy(() -> PostgresEngine.open(StoreUrl.parse(url))).isInstanceOf(IllegalArgumentException.class);
    }
}
