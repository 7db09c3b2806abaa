package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Ended;
import dev.latchkey.Fate;
import dev.latchkey.Profile;
import dev.latchkey.SessionEndedException;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a shutdown cannot store is written down and replayed (rule L10). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JournalTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private final TestNetwork network = new TestNetwork();
    private final HealthLog health = new HealthLog();

    @AfterEach
    void close() {
        network.close();
    }

    private TestServer start(String name) {
        return network.server(
                name, options -> options.withJournal(folder).withEvents(health).withDrain(Duration.ofSeconds(2)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("^[0-9a-f]*", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void L10_what_the_store_cannot_take_is_replayed_at_the_next_start() throws IOException {
        TestServer lobby = start("lobby");
        Profile<Player> ada = Player.on(lobby).load("ada");
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        ada.onEnded(ended::complete);
        Player.earn(ada, 42);
        lobby.store().outage(true);
        lobby.close();
        assertThat(network.await(ended).fate()).isEqualTo(Fate.JOURNALLED);
        assertThatThrownBy(ada::close).isInstanceOf(SessionEndedException.class).hasMessageContaining("journal");
        assertThat(files()).containsExactly(".journal");

        TestServer next = start("lobby");
        network.advance(Duration.ofSeconds(1));

        assertThat(files()).containsExactly(".server");
        assertThat(health.said()).contains("journalled 1", "replayed 1 0");
        assertThat(Player.on(next).load("ada").data().gold()).isEqualTo(42);
    }

    @Test
    void L10_a_shutdown_that_waits_for_nothing_writes_down_everything() {
        TestServer lobby =
                network.server("lobby", options -> options.withJournal(folder).withDrain(Duration.ZERO));
        Profile<Player> ada = Player.on(lobby).load("ada");
        Player.earn(ada, 40);
        lobby.store().outage(true);
        CompletableFuture<Void> save = ada.save();
        network.settle();
        Player.earn(ada, 2);
        lobby.close();
        assertThatThrownBy(save::join).hasCauseInstanceOf(SessionEndedException.class);
        TestServer next = start("lobby");
        network.advance(Duration.ofSeconds(1));
        assertThat(Player.on(next).load("ada").data().gold()).isEqualTo(42);
    }

    @Test
    void L10_a_broken_journal_is_set_aside() throws IOException {
        Files.writeString(folder.resolve("00.journal"), "garbage");
        start("lobby");
        assertThat(files()).containsExactlyInAnyOrder(".journal.broken", ".server");
    }

    @Test
    void L2_a_predecessor_on_this_machine_is_buried_at_once() throws IOException {
        TestServer lobby = network.server("lobby");
        Profile<Player> ada = Player.on(lobby).load("ada");
        Player.earn(ada, 1);
        ada.save().join();
        lobby.crash();
        // The sign of life that a process leaves when it is killed: its lock is gone.
        Files.createFile(folder.resolve(lobby.latchkey().serverId() + ".server"));
        TestServer next = start("lobby");
        assertThat(network.await(Player.on(next).loadAsync("ada")).data().gold())
                .isEqualTo(1);
        assertThat(network.clock().nanos()).isLessThan(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void L2_a_server_that_runs_in_this_process_is_no_predecessor() {
        TestServer lobby = start("lobby");
        Profile<Player> ada = Player.on(lobby).load("ada");
        start("arena");
        network.advance(Duration.ofSeconds(6));
        assertThat(ada.isActive()).isTrue();
    }
}
