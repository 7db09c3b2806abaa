package dev.latchkey.cli.internal.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Trouble that comes by lines, until one says {@code home} or they end. Servers are counted from 1.
 *
 * <pre>
 * kill N      SIGKILL, and waits until it is gone
 * start N     a new process
 * pause N     SIGSTOP
 * resume N    SIGCONT
 * bus N on    its bus carries
 * bus N off   its bus drops everything
 * home        the players go home
 * </pre>
 */
public final class Bidding implements Trouble {
    private static final int GONE_SECONDS = 10;

    private final BufferedReader lines;

    public Bidding(BufferedReader lines) {
        this.lines = lines;
    }

    @Override
    public void come(List<Backend> servers, Board board) {
        try {
            for (String line = lines.readLine(); line != null && !line.equals("home"); line = lines.readLine()) {
                String[] word = line.split(" ", -1);
                Backend server = servers.get(Integer.parseInt(word[1]) - 1);
                board.breaking(line);
                obey(word, server);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("nobody says what is to break", broken);
        }
    }

    private static void obey(String[] word, Backend server) throws IOException {
        switch (word[0]) {
            case "kill" -> server.killed(GONE_SECONDS);
            case "start" -> {
                if (!server.start().join()) {
                    throw new IOException("a game server did not start name=" + server.name);
                }
            }
            case "pause" -> server.pause(true);
            case "resume" -> server.pause(false);
            case "bus" -> server.bus(word[2].equals("on"));
            default -> throw new IllegalArgumentException("no trouble: " + word[0]);
        }
    }
}
