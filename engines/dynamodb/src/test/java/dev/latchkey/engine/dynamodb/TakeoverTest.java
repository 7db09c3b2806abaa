package dev.latchkey.engine.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** L2 without a store's clock: who is dead is found out by watching its beat stand still. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TakeoverTest {
    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private static final Duration LEASE = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private Latchkey server(String name, DynamoEngine engine) {
        Options options = Options.DEFAULT.withName(name).withLease(LEASE).withDrain(Duration.ZERO);
        return Latchkey.with(engine, null, options.withJournal(folder.resolve(name)));
    }

    private static ProfileStore<byte[]> players(Latchkey server) {
        return server.profiles("players", byte[].class, () -> new byte[0]);
    }

    /** A player's data gets one byte longer. */
    private static byte[] longer(byte[] data) {
        return Arrays.copyOf(data, data.length + 1);
    }

    @Test
    void aServerThatBeatsNoMoreIsTakenOverAfterALeaseAndOneThatBeatsIsNot() {
        DynamoSettings settings = DYNAMO.fresh();
        try (DynamoEngine first = DynamoEngine.open(settings);
                DynamoEngine second = DynamoEngine.open(settings);
                Latchkey lobby = server("lobby", first);
                Latchkey arena = server("arena", second)) {
            Profile<byte[]> ada = players(lobby).load("ada");
            ada.update(TakeoverTest::longer);
            ada.save().join();
            // Asked for, she is handed over, though nobody tells who is live.
            Profile<byte[]> there = players(arena).load("ada");
            assertThat(there.data()).hasSize(1);
            there.update(TakeoverTest::longer);
            there.save().join();
            // It is cut off from the store for good.
            long cut = System.nanoTime();
            second.close();
            Profile<byte[]> again = players(lobby).load("ada");
            assertThat(System.nanoTime() - cut).isGreaterThan(LEASE.toNanos());
            assertThat(again.data()).hasSize(2);
            assertThat(there.isActive()).isFalse();
        }
    }
}
