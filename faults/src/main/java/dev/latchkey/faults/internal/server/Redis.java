package dev.latchkey.faults.internal.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A Redis server with an append-only file that is synced with each write. */
public final class Redis implements Database {
    private final Path folder;
    private final String binary;
    private final int port;
    private Process process;

    private Redis(Path folder, String binary, int port) throws IOException {
        this.folder = folder;
        this.binary = binary;
        this.port = port;
        this.process = begin();
    }

    /**
     * Starts a server on a free port, in a temporary folder.
     *
     * @param parent of the temporary folder
     * @throws IOException if it does not start
     */
    public static Redis start(Path parent) throws IOException {
        String binary = ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            return new Redis(Files.createTempDirectory(parent, "latchkey-faults-redis"), binary, port);
        }
    }

    private Process begin() throws IOException {
        Process begun = new ProcessBuilder(
                        binary,
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--save",
                        "",
                        "--dir",
                        folder.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = begun.inputReader();
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
            if (line.contains("Ready to accept connections")) {
                Thread unused = Thread.ofPlatform()
                        .daemon()
                        .name("redis-output")
                        .start(() -> said.lines().forEach(each -> {}));
                return begun;
            }
        }
        throw new IOException("redis did not start: " + lines);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url(int at) {
        return "redis://127.0.0.1:" + at;
    }

    @Override
    public void kill() {
        Signals.kill(process.toHandle());
    }

    @Override
    public void startAgain() throws IOException {
        process = begin();
    }

    @Override
    public void startIfEnded() throws IOException {
        if (!process.isAlive()) {
            startAgain();
        }
    }

    @Override
    public void pause() {
        Signals.send(process.toHandle(), "-STOP");
    }

    @Override
    public void resume() {
        Signals.send(process.toHandle(), "-CONT");
    }

    @Override
    public void close() throws IOException {
        kill();
        Signals.delete(folder);
    }
}
