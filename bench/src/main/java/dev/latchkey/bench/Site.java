package dev.latchkey.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a run keeps its files and says how far it is.
 *
 * @param folder on the disk that is measured; gone afterwards
 * @param progress where it says how far it is
 * @param begun when it began, by {@link System#nanoTime}
 */
public record Site(Path folder, PrintStream progress, long begun) implements AutoCloseable {
    /** In a new folder inside {@code parent}. */
    static Site in(Path parent, PrintStream progress) throws IOException {
        Files.createDirectories(parent);
        return new Site(Files.createTempDirectory(parent, "bench-"), progress, System.nanoTime());
    }

    /** Tells how far a scenario is. */
    public void say(String scenario, String what) {
        progress.printf(Locale.ROOT, "[%4.0f s] %-9s %s%n", (System.nanoTime() - begun) / 1e9, scenario, what);
        progress.flush();
    }

    /** A file for a database or for samples. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
