package dev.latchkey.engine.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The time since this host was started, which all its processes read alike and which nobody steps: {@code
 * /proc/uptime}, in steps of 10 ms, with the time of suspension counted. Thread-safe.
 *
 * <p>See docs/decisions/0003-store-clock-of-the-embedded-file.md.
 */
final class HostClock implements AutoCloseable {
    private final String boot;
    private final RandomAccessFile uptime;
    private final byte[] buffer = new byte[64];
    private final ReentrantLock lock = new ReentrantLock();

    private HostClock(String boot, RandomAccessFile uptime) {
        this.boot = boot;
        this.uptime = uptime;
    }

    /**
     * Opens the clock.
     *
     * @throws IOException if this system has none
     */
    static HostClock open(Path proc) throws IOException {
        String boot =
                Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
        // Not a channel: an interrupt of a reading thread would close it.
        HostClock clock =
                new HostClock(boot, new RandomAccessFile(proc.resolve("uptime").toFile(), "r"));
        clock.millis();
        return clock;
    }

    /** A random name for the time from one start of the host to the next. */
    String boot() {
        return boot;
    }

    /** Milliseconds since the host was started. */
    long millis() throws IOException {
        lock.lock();
        try {
            uptime.seek(0);
            int length = uptime.read(buffer);
            String text = new String(buffer, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
            int space = text.indexOf(' ');
            return (long) (Double.parseDouble(space < 0 ? text : text.substring(0, space)) * 1000);
        } catch (NumberFormatException e) {
            throw new IOException("not a time since start", e);
        } finally {
            lock.unlock();
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
