package dev.latchkey.engine.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The whole of it by one URL: two servers, no bus, a player who travels, by either name of the scheme. */
final class WholeTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_profile_travels_between_two_servers_that_know_nothing_but_the_url() throws Exception {
        String url = Server.url(Server.database()).text();
        try (Latchkey first = Latchkey.open(url);
                Latchkey second = Latchkey.open(url.replace("mariadb:", "mysql:"))) {
            var here = first.profiles("players", byte[].class, () -> bytes("fresh"));
            var there = second.profiles("players", byte[].class, () -> bytes("fresh"));
            Profile<byte[]> ada = here.load("ada");
            ada.update(data -> bytes("rich"));
            Profile<byte[]> travelled = there.load("ada");
            assertThat(new String(travelled.data(), StandardCharsets.UTF_8)).isEqualTo("rich");
            assertThat(ada.isActive()).isFalse();
            travelled.close();
        }
    }
}
