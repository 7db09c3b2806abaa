package dev.latchkey.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measure is worth something only if it does the conditional writes. */
class HandWrittenTest {
    @TempDir
    Path folder;

    @Test
    void aProfileIsClaimedOnceAndSavedOnlyThroughItsFence() throws Exception {
        try (HandWrittenTable table = new HandWrittenTable(folder.resolve("x.db"), Duration.ofSeconds(1))) {
            table.fill(1, new byte[] {1});
            table.begin();
            HandWrittenTable.Claimed claimed = table.claim("p0", "me", "claim");
            assertThat(claimed.payload()).containsExactly(1);
            assertThatThrownBy(() -> table.claim("p0", "you", "other")).hasMessageContaining("somebody has it");
            table.save("p0", claimed, "claim", "write", new byte[] {2});
            assertThatThrownBy(() -> table.save("p0", claimed, "claim", "write", new byte[] {3}))
                    .hasMessageContaining("fence");
            table.release(
                    "p0",
                    new HandWrittenTable.Claimed(claimed.token(), claimed.version() + 1, new byte[0]),
                    "claim",
                    "w");
            assertThat(table.claim("p0", "you", "other").payload()).containsExactly(2);
            table.commit();
        }
    }

    @Test
    void callersOfTheGroupingWriterAllGetTheirSavesIn() throws Exception {
        try (HandWrittenWriter writer =
                HandWrittenWriter.grouping(folder.resolve("x.db"), HandWrittenWriter.Turns.LOCK)) {
            List<Runnable> savers = HandWrittenCallers.savers(writer, 8, new byte[100]);

            Crowd.Done done = Crowd.run(savers, Duration.ofSeconds(2));

            assertThat(done.times().size()).isGreaterThanOrEqualTo(8);
        }
    }
}
