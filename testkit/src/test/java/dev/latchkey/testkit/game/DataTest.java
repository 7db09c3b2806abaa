package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.InvalidProfileException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.ProfileTooLargeException;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data that is refused, unreadable, mutable; what is saved when (rules S8, S10). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DataTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby", options -> options.withMaxPayload(200));

    /** A class that is changed in place. */
    static final class Purse {
        public long gold;
    }

    @AfterEach
    void close() {
        network.close();
    }

    private ProfileRecord record(String key) {
        return Objects.requireNonNull(network.store().records().get(new ProfileId("players", key)));
    }

    @Test
    void S8_an_unreadable_profile_fails_the_load_gives_the_lock_back_and_stays() {
        ProfileStore<byte[]> raw = lobby.latchkey().profiles("players", byte[].class, () -> new byte[0]);
        Profile<byte[]> broken = raw.load("ada");
        broken.update(bytes -> "no json".getBytes(StandardCharsets.UTF_8));
        broken.close();
        Payload before = record("ada").payload();

        assertThatThrownBy(() -> Player.on(lobby).load("ada"))
                .isInstanceOf(UnreadableProfileException.class)
                .hasMessageContaining("players/ada");
        assertThatThrownBy(() -> network.await(Player.on(lobby).loadAsync("ada")))
                .isInstanceOf(UnreadableProfileException.class);

        assertThat(record("ada").head().owner()).isNull();
        assertThat(record("ada").payload()).isEqualTo(before);
    }

    @Test
    void S8_a_newer_schema_is_refused() {
        ProfileStore<Player> newer =
                lobby.latchkey().profiles("players", Player.class, Player::fresh, options -> options.withSchema(2));
        Profile<Player> ada = newer.load("ada");
        Player.earn(ada, 1);
        ada.close();
        assertThatThrownBy(() -> Player.on(lobby).load("ada"))
                .isInstanceOf(UnreadableProfileException.class)
                .hasMessageContaining("newer schema");
        assertThat(record("ada").head().owner()).isNull();
    }

    @Test
    void S10_an_update_that_is_too_large_is_refused_and_the_old_data_stays() {
        Profile<Player> ada = Player.on(lobby).load("ada");
        Player.earn(ada, 1);
        assertThatThrownBy(() -> ada.update(player -> player.withItem("x".repeat(300))))
                .isInstanceOf(ProfileTooLargeException.class)
                .hasMessageContaining("limit=200");
        assertThat(ada.data()).isEqualTo(Player.fresh().withGold(1));
        ada.close();
        assertThat(Player.on(lobby).view("ada")).hasValue(Player.fresh().withGold(1));
    }

    @Test
    void an_update_that_is_not_valid_or_throws_is_refused_and_the_old_data_stays() {
        ProfileStore<Player> checked = lobby.latchkey()
                .profiles(
                        "players",
                        Player.class,
                        Player::fresh,
                        options -> options.withValidation(player -> player.gold() < 0 ? "gold is negative" : null));
        Profile<Player> ada = checked.load("ada");
        assertThatThrownBy(() -> Player.earn(ada, -1))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContaining("gold is negative");
        assertThatThrownBy(() -> ada.update(player -> {
                    throw new ArithmeticException("the game's");
                }))
                .isInstanceOf(ArithmeticException.class);
        assertThat(ada.data().gold()).isZero();
        Player.earn(ada, 1);
        assertThat(ada.data().gold()).isEqualTo(1);
    }

    @Test
    void saved_is_the_last_durable_state() {
        Profile<Player> ada = Player.on(lobby).load("ada");
        Player.earn(ada, 1);
        assertThat(ada.saved().gold()).isZero();
        network.await(ada.save());
        assertThat(ada.saved().gold()).isEqualTo(1);
        Player.earn(ada, 1);
        assertThat(ada.saved().gold()).isEqualTo(1);
        assertThat(Player.on(lobby).view("ada"))
                .hasValueSatisfying(player -> assertThat(player.gold()).isEqualTo(1));
    }

    @Test
    void a_changed_profile_is_saved_within_the_interval_and_an_unchanged_one_is_not() {
        Profile<Player> ada = Player.on(lobby).load("ada");
        Profile<Player> bob = Player.on(lobby).load("bob");
        Player.earn(ada, 1);
        network.advance(Duration.ofSeconds(31));
        assertThat(ada.saved().gold()).isEqualTo(1);
        assertThat(bob.isActive()).isTrue();
        assertThat(record("bob").head().version()).isZero();
        assertThat(record("ada").head().version()).isEqualTo(1);
        Player.earn(ada, 1);
        network.advance(Duration.ofSeconds(31));
        assertThat(ada.saved().gold()).isEqualTo(2);
    }

    @Test
    void a_mutable_value_that_is_left_wrong_is_restored() {
        ProfileStore<Purse> purses = lobby.latchkey()
                .profiles(
                        "purses",
                        Purse.class,
                        Purse::new,
                        options -> options.withMutable(true)
                                .withValidation(purse -> purse.gold < 0 ? "gold is negative" : null));
        Profile<Purse> ada = purses.load("ada");
        ada.mutate(purse -> purse.gold = 5);
        assertThat(ada.saved().gold).isZero();
        network.await(ada.save());
        assertThatThrownBy(() -> ada.mutate(purse -> purse.gold = -1)).isInstanceOf(InvalidProfileException.class);
        assertThatThrownBy(() -> ada.mutate(purse -> {
                    purse.gold = 9;
                    throw new ArithmeticException("half-way");
                }))
                .isInstanceOf(ArithmeticException.class);
        assertThat(ada.data().gold).isEqualTo(5);
        assertThat(ada.saved().gold).isEqualTo(5);
        ada.mutate(purse -> purse.gold++);
        assertThat(ada.saved().gold).isEqualTo(5);
        ada.close();
        assertThat(purses.load("ada").data().gold).isEqualTo(6);
    }

    @Test
    void mutate_is_refused_where_values_are_not_declared_mutable() {
        Profile<Player> ada = Player.on(lobby).load("ada");
        assertThatThrownBy(() -> ada.mutate(player -> {})).isInstanceOf(IllegalStateException.class);
    }
}
