package dev.latchkey.engine.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L2 without a store's clock: who is dead is found out by watching its beat stand still. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TakeoverTest {
    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private static final Duration LEASE = Duration.ofSeconds(1);

    /** A player's data. */
    record Player(long gold) {
        Player earn(long more) {
            return new Player(gold + more);
        }
    }

    private static Latchkey server(String name, DynamoEngine engine) {
        return Latchkey.with(
                engine, null, Options.DEFAULT.withName(name).withLease(LEASE).withDrain(Duration.ZERO));
    }

    private static ProfileStore<Player> players(Latchkey server) {
        return server.profiles("players", Player.class, () -> new Player(0));
    }

    @Test
    void aServerThatBeatsNoMoreIsTakenOverAfterALeaseAndOneThatBeatsIsNot() {
        DynamoSettings settings = DYNAMO.fresh();
        try (DynamoEngine first = DynamoEngine.open(settings);
                DynamoEngine second = DynamoEngine.open(settings);
                Latchkey lobby = server("lobby", first);
                Latchkey arena = server("arena", second)) {
            Profile<Player> ada = players(lobby).load("ada");
            ada.update(player -> player.earn(5));
            ada.save().join();
            // Asked for, she is handed over, though nobody tells who is live.
            Profile<Player> there = players(arena).load("ada");
            assertThat(there.data()).isEqualTo(new Player(5));
            there.update(player -> player.earn(2));
            there.close();
            Profile<Player> again = players(lobby).load("ada");
            again.update(player -> player.earn(1));
            again.save().join();
            // It is cut off from the store for good.
            long cut = System.nanoTime();
            first.close();
            Profile<Player> taken = players(arena).load("ada");
            assertThat(System.nanoTime() - cut).isGreaterThan(LEASE.toNanos());
            assertThat(taken.data()).isEqualTo(new Player(8));
            assertThat(again.isActive()).isFalse();
        }
    }
}
