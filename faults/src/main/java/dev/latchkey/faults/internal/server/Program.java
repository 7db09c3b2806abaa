package dev.latchkey.faults.internal.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A server program that says on its output when it is ready, to be killed and begun again. For one thread. */
final class Program {
    private final List<String> command;
    private final String ready;
    private Process process;

    /**
     * @param ready what a line has when it takes connections
     * @throws IOException if it does not say so
     */
    Program(List<String> command, String ready) throws IOException {
        this.command = List.copyOf(command);
        this.ready = ready;
        this.process = begin();
    }

    /** A port of the loopback interface that nobody has just now. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Process begin() throws IOException {
        Process begun = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader said = begun.inputReader();
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
            if (line.contains(ready)) {
                Thread unused = Thread.ofPlatform()
                        .daemon()
                        .name("server-output")
                        .start(() -> said.lines().forEach(each -> {}));
                return begun;
            }
        }
        throw new IOException(command.get(0) + " did not start: " + lines);
    }

    void beginAgain() throws IOException {
        process = begin();
    }

    void beginIfEnded() throws IOException {
        if (!process.isAlive()) {
            beginAgain();
        }
    }

    void kill() {
        Signals.kill(process.toHandle());
    }

    void pause() {
        Signals.send(process.toHandle(), "-STOP");
    }

    void resume() {
        Signals.send(process.toHandle(), "-CONT");
    }
}
