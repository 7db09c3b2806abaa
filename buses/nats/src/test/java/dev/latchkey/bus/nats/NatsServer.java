package dev.latchkey.bus.nats;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A server of NATS of its own, on a free port of this machine, where one is installed. */
final class NatsServer implements AutoCloseable {
    private static final String NAMED = "LATCHKEY_NATS_SERVER";

    private final List<String> command;
    private final int port;
    private Process process;

    private NatsServer(List<String> command, int port) throws IOException {
        this.command = command;
        this.port = port;
        this.process = begin();
    }

    /** The program: what LATCHKEY_NATS_SERVER names, else what the path has, or the folder where Debian puts it. */
    static Optional<Path> program() {
        String named = System.getenv(NAMED);
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        String path = System.getenv("PATH");
        return Stream.concat(
                        Arrays.stream((path == null ? "" : path).split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin", "/usr/local/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "nats-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static NatsServer start(Path program, String... more) throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "--addr", "127.0.0.1", "--port", Integer.toString(free)));
        command.addAll(List.of(more));
        return new NatsServer(command, free);
    }

    private Process begin() throws IOException {
        Process begun = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(begun.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
            if (line.contains("Server is ready")) {
                Thread.ofVirtual().start(() -> said.lines().forEach(each -> {}));
                return begun;
            }
        }
        throw new AssertionError("the server did not start: " + lines);
    }

    NatsSettings settings() {
        return NatsSettings.of("localhost", port);
    }

    int port() {
        return port;
    }

    /** Ends it as a crash would. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void startAgain() throws IOException {
        process = begin();
    }

    @Override
    public void close() {
        kill();
    }
}
