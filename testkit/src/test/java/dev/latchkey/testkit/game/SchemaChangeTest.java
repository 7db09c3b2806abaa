package dev.latchkey.testkit.game;

import static dev.latchkey.json.JsonMigrations.compatible;
import static dev.latchkey.json.JsonMigrations.migration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.json.JsonMigration;
import dev.latchkey.json.JsonMigrations;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** Old and new versions of a game over one store (rule S8, decision 0008). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SchemaChangeTest {
    private static final JsonMigration PURSE = migration(1, "gold becomes a purse", node -> {
        ObjectNode player = node.asObject();
        player.putObject("purse").set("coins", player.remove("gold"));
        return player;
    });
    private static final JsonMigration NICKNAME =
            compatible(2, "nickname added", node -> node.asObject().put("nickname", "none"));

    /** Without migrations. */
    record Zero(long gold) {}

    record Purse(long coins) {}

    /** After the first migration. */
    record One(Purse purse) {
        One plus(long coins) {
            return new One(new Purse(purse.coins() + coins));
        }
    }

    record Gems(Purse purse, int gems) {}

    /** After the second migration. */
    record Two(Purse purse, String nickname) {}

    /** A class that is changed in place, after the first migration. */
    static final class Wallet {
        public Purse purse = new Purse(0);
    }

    private final TestNetwork network = new TestNetwork();
    private final TestServer old = network.server("old");
    private final TestServer young = network.server("young");
    private final ProfileStore<Zero> zero = old.latchkey().profiles("players", Zero.class, () -> new Zero(0));
    private final ProfileStore<One> one = store(old, One.class, new One(new Purse(0)), PURSE);
    private final ProfileStore<Two> two = store(young, Two.class, new Two(new Purse(0), "new"), PURSE, NICKNAME);

    @AfterEach
    void close() {
        network.close();
    }

    private static <T> ProfileStore<T> store(TestServer on, Class<T> type, T fresh, JsonMigration... migrations) {
        return on.latchkey()
                .profiles(
                        "players",
                        type,
                        () -> fresh,
                        options ->
                                options.withCodec(JsonMigrations.of(migrations).codecFor(type)));
    }

    private Payload stored(String key) {
        return Objects.requireNonNull(
                Objects.requireNonNull(network.store().records().get(new ProfileId("players", key)))
                        .payload());
    }

    private String text(String key) {
        return new String(stored(key).bytes(), StandardCharsets.UTF_8);
    }

    private static <T> void save(ProfileStore<T> store, T value) {
        Profile<T> profile = store.load("ada");
        profile.update(before -> value);
        profile.close();
    }

    @Test
    void a_view_and_a_load_migrate_and_only_the_next_save_writes_it_back() {
        save(zero, new Zero(5));
        Payload before = stored("ada");

        assertThat(two.view("ada")).hasValue(new Two(new Purse(5), "none"));
        Profile<Two> ada = two.load("ada");
        assertThat(ada.data()).isEqualTo(new Two(new Purse(5), "none"));
        ada.close();
        assertThat(stored("ada")).isEqualTo(before);

        save(two, new Two(new Purse(6), "Ace"));
        assertThat(text("ada")).isEqualTo("{\"purse\":{\"coins\":6},\"nickname\":\"Ace\"}");
        assertThat(stored("ada").schema()).isEqualTo(2);
        assertThat(two.view("ada")).hasValue(new Two(new Purse(6), "Ace"));
    }

    @Test
    void an_old_server_updates_newer_compatible_data_and_loses_nothing_of_it() {
        save(two, new Two(new Purse(5), "Ace"));

        Profile<One> ada = one.load("ada");
        assertThat(ada.data()).isEqualTo(new One(new Purse(5)));
        ada.update(player -> player.plus(1));
        network.await(ada.save());
        assertThat(stored("ada").schema()).isEqualTo(2);
        ada.update(player -> player.plus(1));
        ada.close();

        assertThat(two.view("ada")).hasValue(new Two(new Purse(7), "Ace"));
        assertThat(one.view("ada")).hasValue(new One(new Purse(7)));
    }

    @Test
    void a_server_from_before_the_first_migration_goes_on_beside_a_compatible_one() {
        record Named(long gold, String nickname) {}
        ProfileStore<Named> named = store(
                young,
                Named.class,
                new Named(0, "new"),
                compatible(1, "nickname added", node -> node.asObject().put("nickname", "none")));
        save(named, new Named(5, "Ace"));

        save(zero, new Zero(6));

        assertThat(named.view("ada")).hasValue(new Named(6, "Ace"));
        assertThat(stored("ada").schema()).isEqualTo(1);
    }

    @Test
    void a_hop_back_and_forth_during_a_rollout_loses_nothing() {
        save(one, new One(new Purse(5)));
        Profile<Two> young = network.await(two.loadAsync("ada"));
        young.update(player -> new Two(player.purse(), "Ace"));

        Profile<One> old = network.await(one.loadAsync("ada"));
        old.update(player -> player.plus(1));
        Profile<Two> again = network.await(two.loadAsync("ada"));

        assertThat(again.data()).isEqualTo(new Two(new Purse(6), "Ace"));
    }

    @Test
    void a_session_that_changed_nothing_hands_over_what_is_stored_and_not_what_it_migrated() {
        save(zero, new Zero(5));
        Payload before = stored("ada");
        Profile<Two> young = network.await(two.loadAsync("ada"));
        assertThat(young.data().purse().coins()).isEqualTo(5);

        assertThat(network.await(zero.loadAsync("ada")).data()).isEqualTo(new Zero(5));
        assertThat(stored("ada")).isEqualTo(before);
    }

    @Test
    void S8_newer_incompatible_data_is_refused_by_name_and_stays() {
        save(two, new Two(new Purse(5), "Ace"));
        Payload before = stored("ada");

        assertThatThrownBy(() -> zero.load("ada"))
                .isInstanceOf(UnreadableProfileException.class)
                .hasMessageContainingAll("players/ada", "newer schema than 0", "readable from 1");
        assertThatThrownBy(() -> zero.view("ada")).isInstanceOf(UnreadableProfileException.class);
        assertThat(stored("ada")).isEqualTo(before);
        assertThat(two.load("ada").data()).isEqualTo(new Two(new Purse(5), "Ace"));
    }

    @Test
    void S8_newer_compatible_data_that_does_not_fit_the_old_class_is_refused_and_stays() {
        save(two, new Two(new Purse(5), "Ace"));
        ProfileStore<Gems[]> wrong = store(old, Gems[].class, new Gems[0], PURSE);
        assertThatThrownBy(() -> wrong.load("ada")).isInstanceOf(UnreadableProfileException.class);
        assertThat(two.view("ada")).hasValue(new Two(new Purse(5), "Ace"));
    }

    @Test
    void a_class_that_is_changed_in_place_keeps_newer_fields_also_when_a_change_is_undone() {
        save(two, new Two(new Purse(5), "Ace"));
        ProfileStore<Wallet> wallets = old.latchkey()
                .profiles(
                        "players",
                        Wallet.class,
                        Wallet::new,
                        options -> options.withMutable(true)
                                .withCodec(JsonMigrations.of(PURSE).codecFor(Wallet.class)));
        Profile<Wallet> ada = wallets.load("ada");
        assertThatThrownBy(() -> ada.mutate(wallet -> {
                    wallet.purse = new Purse(-1);
                    throw new ArithmeticException("half-way");
                }))
                .isInstanceOf(ArithmeticException.class);
        assertThat(ada.saved().purse.coins()).isEqualTo(5);
        ada.mutate(wallet -> wallet.purse = new Purse(wallet.purse.coins() + 1));
        ada.close();
        assertThat(two.view("ada")).hasValue(new Two(new Purse(6), "Ace"));
    }

    @Test
    void a_codec_that_cannot_keep_what_it_does_not_know_refuses_newer_data() {
        ProfileStore<byte[]> raw = old.latchkey().profiles("raw", byte[].class, () -> new byte[0]);
        Profile<byte[]> ada = raw.load("ada");
        ada.update(bytes -> new byte[] {1});
        ada.close();
        ProfileId id = new ProfileId("raw", "ada");
        Payload payload = Objects.requireNonNull(
                Objects.requireNonNull(network.store().records().get(id)).payload());
        assertThat(payload.codec()).doesNotContain(";");
        Stored.put(network.store(), id, new Payload(payload.bytes(), payload.codec() + ";from=0", 1, false));

        assertThatThrownBy(() -> raw.load("ada"))
                .isInstanceOf(UnreadableProfileException.class)
                .hasMessageContaining("cannot keep");
    }

    @Test
    void a_schema_that_is_said_twice_and_differently_is_refused() {
        assertThatThrownBy(() -> young.latchkey()
                        .profiles(
                                "players",
                                One.class,
                                () -> new One(new Purse(0)),
                                options -> options.withSchema(2)
                                        .withCodec(JsonMigrations.of(PURSE).codecFor(One.class))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("codec=1", "options=2");
    }
}
