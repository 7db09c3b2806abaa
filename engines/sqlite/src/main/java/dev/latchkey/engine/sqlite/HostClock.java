package dev.latchkey.engine.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The time since this host was started, which all its processes read alike and which nobody steps: {@code
 * /proc/uptime}, in steps of 10 ms, at most 5 ms late, with the time of suspension counted. Thread-safe.
 *
 * <p>See docs/decisions/0003-store-clock-of-the-embedded-file.md.
 */
final class HostClock implements AutoCloseable {
    /** How long a reading is used again: half of the system's own step, and reading costs as much as a save does. */
    private static final long FRESH_NANOS = 5_000_000;

    private final String boot;
    private final RandomAccessFile uptime;
    private final LongSupplier nanos;
    private final byte[] buffer = new byte[64];
    private final ReentrantLock lock = new ReentrantLock();

    private long read;
    private long readAt;

    private HostClock(String boot, RandomAccessFile uptime, LongSupplier nanos) throws IOException {
        this.boot = boot;
        this.uptime = uptime;
        this.nanos = nanos;
        this.readAt = nanos.getAsLong();
        this.read = read();
    }

    /**
     * Opens the clock.
     *
     * @param nanos says how long ago a reading was
     * @throws IOException if this system has none
     */
    static HostClock open(Path proc, LongSupplier nanos) throws IOException {
        String boot =
                Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
        // Not a channel: an interrupt of a reading thread would close it.
        RandomAccessFile uptime = new RandomAccessFile(proc.resolve("uptime").toFile(), "r");
        try {
            return new HostClock(boot, uptime, nanos);
        } catch (IOException e) {
            uptime.close();
            throw e;
        }
    }

    /** A random name for the time from one start of the host to the next. */
    String boot() {
        return boot;
    }

    /** Milliseconds since the host was started. */
    long millis() throws IOException {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            if (now - readAt > FRESH_NANOS) {
                read = read();
                readAt = now;
            }
            return read;
        } finally {
            lock.unlock();
        }
    }

    private long read() throws IOException {
        uptime.seek(0);
        int length = uptime.read(buffer);
        String text = new String(buffer, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
        int space = text.indexOf(' ');
        try {
            return (long) (Double.parseDouble(space < 0 ? text : text.substring(0, space)) * 1000);
        } catch (NumberFormatException e) {
            throw new IOException("not a time since start", e);
        }
    }

    /** The same clock as a time of day: {@code offset} is the time of day at which the host was started. */
    InstantSource from(long offset) {
        return () -> {
            try {
                return Instant.ofEpochMilli(offset + millis());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("the host's clock cannot be read", e);
            }
        };
    }

    @Override
    public void close() throws IOException {
        uptime.close();
    }
}
