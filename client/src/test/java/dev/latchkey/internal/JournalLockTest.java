package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Cargo;
import dev.latchkey.core.JournalEntry;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may touch a journal and bury a server is decided by the system's locks (rules L2, L10). */
@Timeout(60)
final class JournalLockTest {
    private static final Id SERVER = new Id(1, 2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    /** Another process: exits with 0 where it gets the lock of a file. */
    static final class Rival {
        private Rival() {}

        public static void main(String[] args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                Runtime.getRuntime().exit(channel.tryLock() == null ? 3 : 0);
            }
        }
    }

    private static boolean isFreeForOthers(Path file) throws IOException, InterruptedException {
        Process rival = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(URI_OF_TESTS).toString(),
                        Rival.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        assertThat(rival.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(rival.exitValue()).isIn(0, 3);
        return rival.exitValue() == 0;
    }

    private static final java.net.URI URI_OF_TESTS = tests();

    private static java.net.URI tests() {
        try {
            return JournalLockTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JournalEntry entry(int bytes) {
        return new JournalEntry.Unreleased(
                new ProfileId("players", "ada"),
                SERVER,
                new Fence(1, new Id(3, 4), 1),
                null,
                new Id(5, 6),
                new Payload(new byte[bytes], "bytes", 0, false),
                Cargo.NONE,
                false);
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().getFirst();
        }
    }

    @Test
    void L10_a_journal_that_is_being_replayed_is_locked_for_other_processes() throws Exception {
        Journal journal = Journal.in(folder);
        journal.write(List.of(entry(10)));
        Path file = onlyFile();
        assertThat(isFreeForOthers(file)).isTrue();
        assertThat(journal.unreplayed()).hasSize(1);
        assertThat(isFreeForOthers(file)).isFalse();
        journal.close();
        assertThat(isFreeForOthers(file)).isTrue();
    }

    @Test
    void L2_a_live_server_of_this_process_is_nobodys_predecessor_by_whatever_path() throws Exception {
        Journal journal = Journal.in(folder);
        journal.registered(SERVER);
        Path sign = onlyFile();
        Journal roundabout = Journal.in(folder.resolve("..").resolve(folder.getFileName()));
        assertThat(roundabout.deadServers()).isEmpty();
        Path link = folder.resolveSibling(folder.getFileName() + "-link");
        Files.createSymbolicLink(link, folder);
        assertThat(Journal.in(link).deadServers()).isEmpty();
        Files.delete(link);
        assertThat(isFreeForOthers(sign)).isFalse();
        journal.close();
    }

    /** As a plugin server does that gives each plugin its own copy of this library. */
    @Test
    void L2_a_live_server_of_another_copy_of_this_library_is_nobodys_predecessor() throws Exception {
        Path sign = folder.resolve(SERVER + ".server");
        try (FileChannel copy = FileChannel.open(sign, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = copy.lock()) {
            assertThat(lock.isValid()).isTrue();
            Journal journal = Journal.in(folder);
            assertThat(journal.deadServers()).isEmpty();
            journal.close();
            assertThat(isFreeForOthers(sign)).isFalse();
        }
    }
}
