package dev.latchkey.engine.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A Redis server of its own, on a free port of this machine, that syncs each write to a file in its folder. */
final class TestRedis implements AutoCloseable {
    /** Of the server, which is not asked to end: it is killed. */
    private static final List<String> DURABLE = List.of("--appendonly", "yes", "--appendfsync", "always");

    private final Path folder;
    private final int port;
    private final List<String> settings;
    private Process process;

    private TestRedis(Path folder, int port, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
        this.process = begin();
    }

    static TestRedis start(Path folder, String... more) {
        List<String> settings = new ArrayList<>(DURABLE);
        settings.addAll(List.of(more));
        return new TestRedis(folder, freePort(), settings);
    }

    /** In a cluster the port 10,000 above is used, too. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            return port < 55_536 ? port : freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the library that carries the binary: it is put into a temporary folder once. */
    private static final class Binary {
        static final String PATH = path();

        private static String path() {
            try {
                return ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Process begin() {
        List<String> command = new ArrayList<>(List.of(
                Binary.PATH,
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--dir",
                folder.toString()));
        command.addAll(settings);
        try {
            Process begun =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(begun.getInputStream(), StandardCharsets.UTF_8));
            List<String> lines = new ArrayList<>();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                lines.add(line);
                if (line.contains("Ready to accept connections")) {
                    Thread drain = new Thread(() -> said.lines().forEach(each -> {}), "redis-output");
                    drain.setDaemon(true);
                    drain.start();
                    return begun;
                }
            }
            throw new AssertionError("the server did not start: " + lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    RedisSettings settings() {
        return RedisSettings.of("127.0.0.1", port);
    }

    /** Ends it as a crash would. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again on the same port and folder. */
    void startAgain() {
        process = begin();
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        kill();
    }
}
