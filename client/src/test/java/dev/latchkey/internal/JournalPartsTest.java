package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Cargo;
import dev.latchkey.core.JournalEntry;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large journal is several files, and comes back whole (L10). */
class JournalPartsTest {
    @Test
    void aLargeJournalIsSeveralFilesAndComesBackWhole(@TempDir Path folder) throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            entries.add(new JournalEntry.Unreleased(
                    new ProfileId("players", "ada-" + i),
                    new Id(1, 1),
                    new Fence(1, new Id(2, i), i),
                    null,
                    new Id(3, i),
                    new Payload(new byte[5 << 20], "bytes", 0, false),
                    Cargo.NONE,
                    false));
        }
        Journal journal = Journal.in(folder);
        assertThat(journal.write(entries)).isEqualTo(folder.toRealPath().toString());
        journal.close();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
        Journal next = Journal.in(folder);
        assertThat(next.unreplayed()).containsExactlyInAnyOrderElementsOf(entries);
        next.replayed();
        next.close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
