package dev.latchkey.cli.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.internal.demo.wire.Deed;
import dev.latchkey.cli.internal.demo.wire.PlayerData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An item may be picked up by another only when its drop is known to be durable, or its taking never to count. */
final class PurseTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private final World world = new World();

    @SuppressWarnings("NullAway.Init") // set before each
    private PlayerLog log;

    @SuppressWarnings("NullAway.Init") // set before each
    private Purse purse;

    @BeforeEach
    void open() {
        log = new PlayerLog(folder.resolve("ada.log"));
        purse = new Purse(world, log, List.of("bob"));
        purse.loaded(1, new PlayerData(0, List.of(7), List.of(100)));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void a_dropped_item_is_in_the_world_when_the_drop_is_durable_and_not_before() throws IOException {
        int number = purse.asking(1, new Deed(Deed.Kind.DROP, 7));
        purse.did(number, 2);
        assertThat(ground()).isEmpty();
        purse.saved(1, 1, 100);
        assertThat(ground()).isEmpty();
        purse.saved(1, 2, number);
        assertThat(ground()).containsExactly("7");
        assertThat(purse.isUnsettled()).isFalse();
    }

    @Test
    void what_another_session_saved_settles_nothing() throws IOException {
        int number = purse.asking(1, new Deed(Deed.Kind.DROP, 7));
        purse.did(number, 2);
        purse.saved(2, 5, 9);
        assertThat(ground()).isEmpty();
        assertThat(purse.isUnsettled()).isTrue();
    }

    @Test
    void the_next_load_settles_what_nobody_answered() throws IOException {
        int item = world.take(new SplittableRandom(1));
        int taking = purse.asking(1, new Deed(Deed.Kind.TAKE, item));
        int dropping = purse.asking(1, new Deed(Deed.Kind.DROP, 7));
        purse.loaded(2, new PlayerData(0, List.of(), List.of(100, dropping)));
        assertThat(ground()).containsExactlyInAnyOrder("7", String.valueOf(item));
        assertThat(taking).isNotEqualTo(dropping);
    }

    @Test
    void a_refused_taking_puts_the_item_back_and_a_refused_drop_does_not() throws IOException {
        int item = world.take(new SplittableRandom(1));
        purse.refused(purse.asking(1, new Deed(Deed.Kind.TAKE, item)));
        purse.refused(purse.asking(1, new Deed(Deed.Kind.DROP, 7)));
        assertThat(ground()).containsExactly(String.valueOf(item));
    }

    @Test
    void what_is_given_away_is_never_in_the_world() throws IOException {
        int number = purse.asking(1, new Deed(Deed.Kind.GIVE, 7, "bob"));
        purse.did(number, 2);
        purse.saved(1, 2, number);
        assertThat(ground()).isEmpty();
        assertThat(purse.isUnsettled()).isFalse();
    }

    private List<String> ground() throws IOException {
        Path file = folder.resolve("world.txt");
        world.write(file);
        return Files.readAllLines(file);
    }
}
