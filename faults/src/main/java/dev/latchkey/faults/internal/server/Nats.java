package dev.latchkey.faults.internal.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A bus server of its own: NATS, where it is installed. For one thread. */
public final class Nats implements AutoCloseable {
    private static final String VARIABLE = "LATCHKEY_NATS_SERVER";

    private final int port;
    private final Program program;

    private Nats(String binary, int port) throws IOException {
        this.port = port;
        this.program = new Program(
                List.of(binary, "--addr", "127.0.0.1", "--port", Integer.toString(port)), "Server is ready");
    }

    /**
     * Starts one on a free port.
     *
     * @throws IOException if it is not installed, or does not start
     */
    public static Nats start() throws IOException {
        return new Nats(binary(), Program.freePort());
    }

    private static String binary() throws IOException {
        String named = System.getenv(VARIABLE);
        if (named != null) {
            return named;
        }
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator, -1)), Stream.of("/usr/sbin", "/usr/local/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "nats-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "MariaDB has no bus of its own: install nats-server, or name it by " + VARIABLE))
                .toString();
    }

    /** Where it listens, on loopback. */
    public int port() {
        return port;
    }

    /** A bus's URL by way of a port of this machine. */
    public static String url(int at) {
        return "nats://127.0.0.1:" + at;
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        program.kill();
    }

    /**
     * Starts it again on the same port.
     *
     * @throws IOException if it does not start
     */
    public void startAgain() throws IOException {
        program.beginAgain();
    }

    @Override
    public void close() {
        kill();
    }
}
