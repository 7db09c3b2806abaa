package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.StoreUrl;
import dev.latchkey.spi.UrlOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a {@link SqliteEngine} uses its file. Immutable.
 *
 * <p>Missing on purpose: a switch for {@code synchronous}. An acknowledged save is on the disk.
 *
 * @param file the database, absolute; beside it SQLite keeps {@code -wal} and {@code -shm}, and the engine
 *     {@code -lock}
 * @param checkpoint pages in the write-ahead log at which a commit also moves them into the database,
 *     1–100,000, default 400: fewer make the slowest commits faster, more make all commits a little cheaper
 * @param timeout how long a verb waits for its turn to write or for a connection to read, 100 ms–10 min,
 *     default 10 s
 * @param busy how long to wait for a lock that a foreign tool has on the file, 0–60 s, default 4 s; keep it below
 *     {@code timeout}
 * @param maxPages the file may not grow beyond so many pages of 4 KiB; 0, the default, for no limit
 * @param maxPayload longest payload in bytes, 1–512 MiB, default 64 MiB; longer ones are rejected
 */
public record SqliteSettings(
        Path file, int checkpoint, Duration timeout, Duration busy, long maxPages, int maxPayload) {
    private static final int MIB = 1 << 20;

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public SqliteSettings {
        file = file.toAbsolutePath().normalize();
        if (file.toString().contains("?")) {
            throw new IllegalArgumentException("the path of a database has no question mark: " + file);
        }
        UrlOptions.check("checkpoint", checkpoint, 1, 100_000);
        UrlOptions.check("timeout", timeout.toMillis(), 100, 600_000);
        UrlOptions.check("busy", busy.toMillis(), 0, 60_000);
        UrlOptions.check("max-pages", maxPages, 0, 4_294_967_294L);
        UrlOptions.check("max-payload", maxPayload, 1, 512L * MIB);
    }

    /** The defaults for a file. */
    public static SqliteSettings of(Path file) {
        return new SqliteSettings(file, 400, Duration.ofSeconds(10), Duration.ofSeconds(4), 0, 64 * MIB);
    }

    /**
     * Reads {@code sqlite:PATH} and its options {@code checkpoint}, {@code timeout} and {@code busy} (both in
     * milliseconds), {@code max-pages}, {@code max-payload} (bytes).
     *
     * @throws IllegalArgumentException if there is no path, an unknown option, or a value out of its range
     */
    public static SqliteSettings of(StoreUrl url) {
        if (url.rest().isEmpty() || url.rest().startsWith(":")) {
            throw new IllegalArgumentException(
                    "name a file, for example sqlite:players.db; for a store in memory use memory:NAME");
        }
        SqliteSettings settings;
        try {
            settings = of(Path.of(url.rest()));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + url.rest(), e);
        }
        for (Map.Entry<String, String> option : url.options().entrySet()) {
            settings = settings.with(option.getKey(), option.getValue());
        }
        return settings;
    }

    private SqliteSettings with(String option, String value) {
        return switch (option) {
            case "checkpoint" -> withCheckpoint(UrlOptions.number(option, value));
            case "timeout" -> withTimeout(Duration.ofMillis(UrlOptions.longNumber(option, value)));
            case "busy" -> withBusy(Duration.ofMillis(UrlOptions.longNumber(option, value)));
            case "max-pages" -> withMaxPages(UrlOptions.longNumber(option, value));
            case "max-payload" -> withMaxPayload(UrlOptions.number(option, value));
            default ->
                throw new IllegalArgumentException("sqlite has no option \"" + option
                        + "\"; it has checkpoint, timeout, busy, max-pages, max-payload");
        };
    }

    /** With another {@link #checkpoint}. */
    public SqliteSettings withCheckpoint(int pages) {
        return new SqliteSettings(file, pages, timeout, busy, maxPages, maxPayload);
    }

    /** With another {@link #timeout}. */
    public SqliteSettings withTimeout(Duration longest) {
        return new SqliteSettings(file, checkpoint, longest, busy, maxPages, maxPayload);
    }

    /** With another {@link #busy}. */
    public SqliteSettings withBusy(Duration longest) {
        return new SqliteSettings(file, checkpoint, timeout, longest, maxPages, maxPayload);
    }

    /** With another {@link #maxPages}. */
    public SqliteSettings withMaxPages(long pages) {
        return new SqliteSettings(file, checkpoint, timeout, busy, pages, maxPayload);
    }

    /** With another {@link #maxPayload}. */
    public SqliteSettings withMaxPayload(int bytes) {
        return new SqliteSettings(file, checkpoint, timeout, busy, maxPages, bytes);
    }
}
