package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Inspection.ServerInfo;
import dev.latchkey.spi.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock that the processes of a host share (docs/decisions/0003). */
final class StoreClockTest {
    private static final Instant DAY = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private Instant wall = DAY;
    private long nanos;

    @BeforeEach
    void host() throws IOException {
        Files.createDirectories(folder.resolve("proc/sys/kernel/random"));
        start("first", "1000.00 99.99");
    }

    private void start(String boot, String uptime) throws IOException {
        Files.writeString(folder.resolve("proc/sys/kernel/random/boot_id"), boot + "\n");
        Files.writeString(folder.resolve("proc/uptime"), uptime + "\n");
    }

    @Test
    void aStepOfTheWallClockDoesNotMoveIt() throws IOException {
        try (SqliteEngine engine = engine()) {
            assertThat(leaseGivenBy(engine)).isEqualTo(DAY.plusSeconds(15));
            wall = DAY.plus(Duration.ofHours(5));
            start("first", "1002.50 99.99");
            assertThat(leaseGivenBy(engine)).isEqualTo(DAY.plusMillis(17_500));
        }
    }

    @Test
    void allProcessesOfAHostReadTheSame() throws IOException {
        try (SqliteEngine first = engine()) {
            wall = DAY.minus(Duration.ofHours(5));
            try (SqliteEngine second = engine()) {
                start("first", "1003.00 99.99");
                assertThat(leaseGivenBy(second)).isEqualTo(DAY.plusSeconds(18));
                assertThat(leaseGivenBy(first)).isEqualTo(DAY.plusSeconds(18));
            }
        }
    }

    @Test
    void afterTheHostWasStartedAnewEveryLeaseFromBeforeIsOverWhateverTheWallClockSays() throws IOException {
        try (SqliteEngine engine = engine()) {
            leaseGivenBy(engine);
        }
        wall = DAY.minus(Duration.ofDays(400));
        start("second", "3.00 1.00");
        try (SqliteEngine engine = engine()) {
            List<ServerInfo> servers = Given.done(engine.servers());
            assertThat(servers).hasSize(1).noneMatch(ServerInfo::live);
            assertThat(leaseGivenBy(engine)).isEqualTo(DAY.plusSeconds(30));
        }
    }

    @Test
    void whereTheHostHasNoClockTheWallClockNeverGoesBack() throws IOException {
        Files.delete(folder.resolve("proc/uptime"));
        try (SqliteEngine engine = engine()) {
            assertThat(leaseGivenBy(engine)).isEqualTo(DAY.plusSeconds(15));
            wall = DAY.minusSeconds(60);
            assertThat(leaseGivenBy(engine)).isEqualTo(DAY.plusSeconds(15));
            wall = DAY.plusSeconds(1);
            assertThat(leaseGivenBy(engine)).isEqualTo(DAY.plusSeconds(16));
        }
    }

    @Test
    void aClockThatCannotBeReadAnyMoreIsSurelyNotDoneAndGoesOnWhenItCan() throws IOException {
        try (SqliteEngine engine = engine()) {
            start("first", "nonsense");
            var outcome = engine.register(new Registration(Given.id(), "lobby", Given.LEASE));
            assertThat(outcome.toString()).contains("NotDone").contains("clock cannot be read");
            start("first", "1001.00 99.99");
            assertThat(leaseGivenBy(engine)).isEqualTo(DAY.plusSeconds(16));
        }
    }

    private SqliteEngine engine() {
        return SqliteEngine.start(
                SqliteSettings.of(folder.resolve("players.db")),
                StoreClock.ofHost(() -> wall, () -> nanos += 10_000_000, folder.resolve("proc")));
    }

    private static Instant leaseGivenBy(SqliteEngine engine) {
        var server = Given.server(engine, "lobby");
        return Given.done(engine.servers()).stream()
                .filter(info -> info.server().equals(server))
                .findAny()
                .orElseThrow()
                .leaseEnd();
    }
}
