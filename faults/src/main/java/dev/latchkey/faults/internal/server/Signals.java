package dev.latchkey.faults.internal.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Signals to a process and all that it has started, by their ids. */
final class Signals {
    private Signals() {}

    /** SIGKILL; returns when all are gone. */
    static void kill(ProcessHandle process) {
        List<ProcessHandle> all = family(process);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** For example {@code -STOP}. */
    static void send(ProcessHandle process, String signal) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        family(process).forEach(one -> command.add(Long.toString(one.pid())));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException("the command kill is needed", failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The parent first, so that it starts no more. */
    private static List<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** Removes a folder. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
