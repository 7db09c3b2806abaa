package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.cli.internal.store.Change;
import dev.latchkey.cli.internal.store.Editing;
import dev.latchkey.cli.internal.store.Guest;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Patch;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else writes between what a person saw and what they change. */
final class EditingTest {
    private static final Change FIVE = Patch.parse(List.of("/gold=5"), List.of());

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Game game;

    @SuppressWarnings("NullAway.Init") // set before each
    private OpenStore store;

    @SuppressWarnings("NullAway.Init") // set before each
    private Guest guest;

    @SuppressWarnings("NullAway.Init") // set before each
    private Editing editing;

    @BeforeEach
    void open() {
        game = Game.old(folder.resolve("players.db"));
        game.visit("ada", 3, "sword-1");
        store = OpenStore.open("sqlite:" + folder.resolve("players.db"));
        guest = new Guest(store, "edit by carol", true);
        editing = new Editing(store, guest, new ProfileId("players", "ada"), null);
    }

    @AfterEach
    void close() {
        guest.close();
        store.close();
        game.close();
    }

    private void refused(Payload seen, Change change) {
        List<Difference> wanted = Editing.differences(seen, change);
        assertThatThrownBy(() -> editing.run(seen, change, wanted))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(1))
                .hasMessageContaining("players/ada was changed by somebody else meanwhile, nothing was changed");
    }

    @Test
    void where_it_was_another_place_both_changes_are_made() {
        Payload seen = editing.newest();
        game.visit("ada", 3, "hat-1");
        List<Difference> wanted = Editing.differences(seen, FIVE);
        assertThat(editing.run(seen, FIVE, wanted))
                .isEqualTo(wanted)
                .containsExactly(new Difference("/gold", "3", "5"));
        assertThat(game.stored("ada")).isEqualTo(Game.player(5, "hat-1"));
    }

    @Test
    void where_it_was_the_same_place_nothing_is_changed() {
        Payload seen = editing.newest();
        game.visit("ada", 4, "sword-1");
        refused(seen, FIVE);
        assertThat(game.stored("ada")).isEqualTo(Game.player(4, "sword-1"));
    }

    @Test
    void nor_is_it_where_all_of_the_data_was_to_be_replaced() {
        Payload seen = editing.newest();
        game.visit("ada", 3, "hat-1");
        refused(seen, Change.whole("{\"gold\":5,\"items\":[]}".getBytes(StandardCharsets.UTF_8), "the file"));
        assertThat(game.stored("ada")).isEqualTo(Game.player(3, "hat-1"));
    }

    @Test
    void what_nobody_has_looked_at_is_made_of_the_newest_data() {
        Payload seen = editing.newest();
        game.visit("ada", 4, "sword-1");
        assertThat(editing.run(seen, FIVE, null)).containsExactly(new Difference("/gold", "4", "5"));
        assertThat(game.stored("ada").gold()).isEqualTo(5);
    }
}
