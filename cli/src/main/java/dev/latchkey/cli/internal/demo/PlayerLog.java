package dev.latchkey.cli.internal.demo;

import dev.latchkey.cli.internal.demo.wire.Deed;
import dev.latchkey.cli.internal.demo.wire.Report;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What one player did and was told, line by line, in a file outside the servers' processes. Each line is with
 * the system before the player goes on; what this demonstration breaks is processes, not the power.
 * Thread-safe.
 *
 * <pre>
 * do SESSION NUMBER KIND ARG TO  about to ask for it
 * refused NUMBER                 told that it surely does not count
 * saved COUNT NUMBER             told that the first COUNT deeds, the last of them NUMBER, are durable
 * loaded SESSION GOLD ITEMS DEEDS  told what the store holds, at the start of a session
 * </pre>
 */
final class PlayerLog implements AutoCloseable {
    private final BufferedWriter file;

    PlayerLog(Path path) {
        try {
            file = Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write a player's log file=" + path, failed);
        }
    }

    void asked(long session, int number, Deed deed) {
        write("do " + session + " " + number + " " + deed);
    }

    void refused(int number) {
        write("refused " + number);
    }

    void saved(int count, int number) {
        write("saved " + count + " " + number);
    }

    void loaded(long session, long gold, List<Integer> items, List<Integer> done) {
        write("loaded " + session + " " + gold + " " + Report.list(items) + " " + Report.list(done));
    }

    private synchronized void write(String line) {
        try {
            file.write(line);
            file.write('\n');
            file.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write a player's log", failed);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close a player's log", failed);
        }
    }
}
