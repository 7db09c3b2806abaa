package dev.latchkey.bus.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.MessageBus;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TwoProcessesTest {
    @TempDir
    Path temp;

    @Test
    void messagesGoToAnotherProcessAndBackAndAKilledOneLeavesNoTrouble() throws Exception {
        Path folder = temp.resolve("bus");
        Process echo = HopMeasurement.startEcho(folder);
        try (MessageBus bus = SocketBus.open(folder)) {
            assertThat(HopMeasurement.roundTrips(bus, 50, 1_000)).hasSize(50);
            echo.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            bus.publish(HopMeasurement.FAR, new byte[1]);

            echo = HopMeasurement.startEcho(folder);
            assertThat(HopMeasurement.roundTrips(bus, 50, 100_000)).hasSize(50);
        } finally {
            echo.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }
}
