package dev.latchkey.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its files and says how far it is.
 *
 * @param folder on the disk that is measured; gone afterwards
 * @param progress where it says how far it is
 * @param begun when it began, by {@link System#nanoTime}
 * @param pictures folder that pictures go to; null: none are made
 */
public record Site(
        Path folder,
        PrintStream progress,
        long begun,
        @Nullable Path pictures) implements AutoCloseable {
    /** In a new folder inside {@code parent}. */
    static Site in(Path parent, PrintStream progress, @Nullable Path pictures) throws IOException {
        Files.createDirectories(parent);
        return new Site(Files.createTempDirectory(parent, "bench-"), progress, System.nanoTime(), pictures);
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

    /** Draws, where pictures are wanted: {@code NAME.svg}. */
    public void draw(String name, Chart chart) throws IOException {
        if (pictures != null) {
            Files.createDirectories(pictures);
            Files.writeString(pictures.resolve(name + ".svg"), chart.svg());
        }
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
