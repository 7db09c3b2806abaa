package dev.latchkey.engine.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock by which leases run: one for all processes on a file. Never goes back.
 *
 * <p>Where the host has a clock of its own, the file says what time it was when the host was started; the first
 * process after a start decides that, past every lease that was given before it, since whoever had one is gone.
 */
final class StoreClock implements InstantSource, AutoCloseable {
    private final InstantSource wall;
    private final @Nullable HostClock host;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);
    private volatile InstantSource source;

    private StoreClock(InstantSource wall, @Nullable HostClock host) {
        this.wall = wall;
        this.host = host;
        this.source = wall;
    }

    /** The host's clock, or the wall clock where the host has none. */
    static StoreClock ofHost(InstantSource wall, LongSupplier nanos, Path proc) {
        HostClock host;
        try {
            host = HostClock.open(proc, nanos);
        } catch (IOException e) {
            host = null;
        }
        return new StoreClock(wall, host);
    }

    /** A clock that the caller vouches for. */
    static StoreClock of(InstantSource source) {
        return new StoreClock(source, null);
    }

    /** Agrees with the other processes on the time; inside a transaction. */
    void agree(Statements statements) throws SQLException, IOException {
        if (host == null) {
            return;
        }
        if (!host.boot().equals(meta(statements, "clock_boot"))) {
            long now = Math.max(wall.millis(), statements.number("SELECT ifnull(max(lease_end), 0) FROM server"));
            put(statements, "clock_boot", host.boot());
            put(statements, "clock_offset", Long.toString(now - host.millis()));
        }
        source = host.from(Long.parseLong(String.valueOf(meta(statements, "clock_offset"))));
    }

    @Override
    public Instant instant() {
        long now = source.millis();
        return Instant.ofEpochMilli(last.accumulateAndGet(now, Math::max));
    }

    private static @Nullable String meta(Statements statements, String name) throws SQLException {
        PreparedStatement select = statements.of("SELECT value FROM meta WHERE name = ?");
        select.setString(1, name);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static void put(Statements statements, String name, String value) throws SQLException {
        PreparedStatement insert = statements.of("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
        insert.setString(1, name);
        insert.setString(2, value);
        insert.executeUpdate();
    }

    @Override
    public void close() {
        try {
            if (host != null) {
                host.close();
            }
        } catch (IOException e) {
            System.getLogger(StoreClock.class.getName())
                    .log(System.Logger.Level.WARNING, "could not close the host's clock", e);
        }
    }
}
