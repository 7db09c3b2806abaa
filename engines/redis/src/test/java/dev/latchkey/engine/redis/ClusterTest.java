package dev.latchkey.engine.redis;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Write;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** A store in a cluster: all of it is in one slot, and it is found whichever node is named. */
final class ClusterTest {
    @TempDir
    Path folder;

    private static Object cluster(TestRedis node, String... arguments) {
        try (Connection connection = new Connection("127.0.0.1", node.port())) {
            connection.sendCommand(Protocol.Command.CLUSTER, arguments);
            return connection.getOne();
        }
    }

    private static void slots(TestRedis node, int from, int to) {
        List<String> arguments = new ArrayList<>(List.of("ADDSLOTS"));
        for (int slot = from; slot <= to; slot++) {
            arguments.add(Integer.toString(slot));
        }
        cluster(node, arguments.toArray(String[]::new));
    }

    private static void awaitOk(TestRedis node) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!RedisTable.text(cluster(node, "INFO")).contains("cluster_state:ok")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the cluster did not come up");
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void theStoreIsFoundThroughAnyNode() throws Exception {
        try (TestRedis first =
                        TestRedis.start(Files.createDirectory(folder.resolve("one")), "--cluster-enabled", "yes");
                TestRedis second =
                        TestRedis.start(Files.createDirectory(folder.resolve("two")), "--cluster-enabled", "yes")) {
            slots(first, 0, 8_191);
            slots(second, 8_192, 16_383);
            cluster(first, "MEET", "127.0.0.1", Integer.toString(second.port()));
            awaitOk(first);
            awaitOk(second);
            TurnedClock time = new TurnedClock(first.settings());
            try (RedisEngine one = RedisEngine.open(first.settings());
                    RedisEngine two = RedisEngine.open(second.settings())) {
                EngineStage stage = new EngineStage(one, time);
                Session session = stage.session(stage.saved("{}"), stage.server());
                stage.applied(session, text("a"), new Write.Release());
                EngineStage other = new EngineStage(two, time);
                assertThat(other.record(session.profile()).payload()).isEqualTo(text("a"));
                assertThat(other.renewed(session.server(), 0, 0).beat()).isEqualTo(1);
            }
        }
    }
}
