package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.InvalidProfileException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Profiles are found by what their data says. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TagsTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    private final ProfileStore<Player> here = on(lobby);
    private final ProfileStore<Player> there = on(arena);

    /** An item {@code guild=North} is a tag. */
    private static ProfileStore<Player> on(TestServer server) {
        return server.latchkey()
                .profiles("players", Player.class, Player::fresh, options -> options.withTags(TagsTest::tags));
    }

    private static Map<String, String> tags(Player player) {
        return player.items().stream()
                .map(item -> item.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static void save(ProfileStore<Player> players, String key, String... tags) {
        Profile<Player> profile = players.load(key);
        profile.update(player -> new Player(player.gold() + 1, List.of(tags)));
        profile.close();
    }

    @Test
    void profiles_are_found_by_their_tags_in_pages() {
        for (String key : List.of("cy", "ada", "bob")) {
            save(here, key, "user=7", "guild=North");
        }
        save(there, "dan", "user=8");
        assertThat(here.find("user", "7", null, 2)).containsExactly("ada", "bob");
        assertThat(here.find("user", "7", "bob", 2)).containsExactly("cy");
        assertThat(here.find("guild", "South", null, 2)).isEmpty();
        assertThat(here.tags("ada")).isEqualTo(Map.of("user", "7", "guild", "North"));
        assertThat(here.tags("nobody")).isEmpty();
        save(there, "ada", "user=7", "guild=South");
        assertThat(here.find("guild", "North", null, 9)).containsExactly("bob", "cy");
        assertThatThrownBy(() -> here.find("user", "7", null, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_profile_that_was_saved_without_tags_gets_them_with_its_next_save() {
        Profile<Player> before = Player.on(lobby).load("ada");
        before.update(player -> new Player(1, List.of("user=7")));
        before.close();
        assertThat(here.find("user", "7", null, 9)).isEmpty();
        Profile<Player> after = here.load("ada");
        Player.earn(after, 1);
        after.close();
        assertThat(here.find("user", "7", null, 9)).containsExactly("ada");
    }

    @Test
    void tags_come_with_the_save_and_not_before() {
        Profile<Player> ada = here.load("ada");
        ada.update(player -> player.withItem("user=7"));
        assertThat(here.tags("ada")).isEmpty();
        ada.save().join();
        assertThat(here.tags("ada")).isEqualTo(Map.of("user", "7"));
        long calls = lobby.store().calls(EngineVerb.COMMIT);
        Player.earn(ada, 1);
        ada.save().join();
        assertThat(lobby.store().calls(EngineVerb.COMMIT) - calls).isEqualTo(1);
        assertThat(here.tags("ada")).isEqualTo(Map.of("user", "7"));
        there.load("ada").close();
        assertThat(there.tags("ada")).isEqualTo(Map.of("user", "7"));
    }

    @Test
    void tags_out_of_bounds_are_refused_and_the_old_data_stays() {
        Profile<Player> ada = here.load("ada");
        for (String tag : List.of("User=7", "=7", "n".repeat(33) + "=7", "user=" + "x".repeat(129))) {
            assertThatThrownBy(() -> ada.update(player -> player.withItem(tag)))
                    .as(tag)
                    .isInstanceOf(InvalidProfileException.class)
                    .hasMessageContaining("tags are out of bounds");
        }
        assertThatThrownBy(() -> ada.update(player -> player.withItem("no tag at all")))
                .isInstanceOf(InvalidProfileException.class);
        assertThat(ada.data()).isEqualTo(Player.fresh());
        ada.update(player -> player.withItem("user=" + "x".repeat(128)));
        ada.close();
    }

    @Test
    void they_follow_a_restore_a_transaction_and_an_erase() {
        save(here, "ada", "user=7");
        save(here, "ada", "user=8");
        here.restore("ada", here.history("ada").getFirst().number());
        assertThat(here.tags("ada")).isEqualTo(Map.of("user", "7"));
        Profile<Player> open = there.load("ada");
        lobby.latchkey()
                .transact(
                        List.of(here.ref("ada"), here.ref("bob")),
                        tx -> List.of("ada", "bob")
                                .forEach(key -> tx.set(here.ref(key), new Player(1, List.of("user=9")))));
        assertThat(here.find("user", "9", null, 9)).containsExactly("ada", "bob");
        open.update(player -> player.withGold(5));
        open.close();
        assertThat(here.find("user", "9", null, 9)).containsExactly("ada", "bob");
        assertThat(here.erase("ada")).isTrue();
        assertThat(here.find("user", "9", null, 9)).containsExactly("bob");
        assertThat(here.tags("ada")).isEmpty();
    }
}
