package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** A store moved from engine to engine, on servers that are started for it. */
final class CopyServersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void moved(String from, String to) {
        Ran ran = CopyStores.copy(from, to);
        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("both are the same; 4 profiles were written");
        assertThat(Ran.of("export", "--store", to)).isEqualTo(Ran.of("export", "--store", from));
    }

    @Test
    void from_a_file_to_postgresql_to_redis_and_back_into_a_file_nothing_changes() throws IOException {
        Path file = folder.resolve("players.db");
        CopyStores.furnish(file);
        int port = freePort();
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("appendonly yes")
                .setting("appendfsync always")
                .setting("dir " + folder)
                .build();
        redis.start();
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
            String second = "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
            String third = "redis://127.0.0.1:" + port;
            moved("sqlite:" + file, second);
            moved(second, third);
            moved(third, "sqlite:" + folder.resolve("back.db"));
            CopyStores.assertSame("sqlite:" + file, "sqlite:" + folder.resolve("back.db"));
        } finally {
            redis.stop();
        }
    }
}
