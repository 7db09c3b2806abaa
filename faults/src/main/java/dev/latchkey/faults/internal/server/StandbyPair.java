package dev.latchkey.faults.internal.server;

import dev.latchkey.faults.internal.proxy.Proxy;
import dev.latchkey.faults.internal.proxy.Weather;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two PostgreSQL servers, of which one is the other's synchronous standby: what is acknowledged is synced by both. Clients
 * know both addresses, and go to the one that takes writes. For one thread.
 */
public final class StandbyPair implements Database {
    private static final int TRIES = 100;
    private static final long PAUSE_MILLIS = 100;
    /** Files of a running server that are not part of its database. */
    private static final List<String> OWN = List.of("postmaster.pid", "postmaster.opts");

    private final Postgres primary;
    private final Postgres standby;
    private final Proxy between;

    private StandbyPair(Postgres primary, Postgres standby, Proxy between) {
        this.primary = primary;
        this.standby = standby;
        this.between = between;
    }

    /**
     * Starts both; returns when one follows the other.
     *
     * @param parent of their temporary folders
     * @throws IOException if they do not start
     */
    public static StandbyPair start(Path parent) throws IOException {
        Postgres primary = Postgres.start(parent);
        Proxy between = Proxy.before(primary.port());
        StandbyPair pair = null;
        try {
            pair = new StandbyPair(primary, new Postgres(copy(primary, between.port(), parent)), between);
            follow(primary);
            return pair;
        } catch (SQLException | IOException failed) {
            between.close();
            (pair == null ? primary : pair).close();
            throw new IOException("the standby does not follow: " + failed.getMessage(), failed);
        }
    }

    /**
     * A copy of the database that goes on from what the running server writes.
     *
     * @param by port at which it hears that
     */
    private static Path copy(Postgres from, int by, Path parent) throws IOException, SQLException {
        Path to = Files.createTempDirectory(parent, "latchkey-faults-standby");
        try (Connection connection = from.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            copy(from.folder(), to);
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                Files.writeString(to.resolve("backup_label"), label.getString(1));
            }
        }
        Files.createFile(to.resolve("standby.signal"));
        Files.writeString(
                to.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + by + " user=postgres'\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return to;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path there = to.resolve(from.relativize(file));
                if (!OWN.contains(file.getFileName().toString()) && Files.exists(file)) {
                    Files.copy(file, there, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** From here on nothing is acknowledged that the standby has not synced. */
    private static void follow(Postgres primary) throws SQLException, IOException {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
            statement.execute("SELECT pg_reload_conf()");
            for (int i = 0; i < TRIES; i++) {
                try (ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")) {
                    row.next();
                    if (row.getInt(1) == 1) {
                        return;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            throw new IOException("the standby does not follow within " + TRIES * PAUSE_MILLIS + " ms");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ended);
        }
    }

    /** What the primary writes does not reach the standby any more, so that nothing is acknowledged. */
    public void part() {
        between.weather(new Weather.Lossy(true, true));
    }

    /**
     * The standby becomes the primary.
     *
     * @throws IOException if it does not
     */
    public void promote() throws IOException {
        try (Connection connection = standby.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_promote(true, 30)");
        } catch (SQLException failed) {
            throw new IOException("the standby is not promoted: " + failed.getMessage(), failed);
        }
    }

    @Override
    public int port() {
        return primary.port();
    }

    /** By way of a port to the primary; the standby's is its own. */
    @Override
    public String url(int port) {
        return "postgresql://postgres@127.0.0.1:" + port + ",127.0.0.1:" + standby.port()
                + "/postgres?targetServerType=primary";
    }

    @Override
    public void kill() {
        primary.kill();
    }

    @Override
    public void startAgain() throws IOException {
        primary.startAgain();
    }

    @Override
    public void startIfEnded() throws IOException {
        primary.startIfEnded();
    }

    @Override
    public void pause() {
        primary.pause();
    }

    @Override
    public void resume() {
        primary.resume();
    }

    @Override
    public void close() throws IOException {
        between.close();
        try {
            standby.close();
        } finally {
            primary.close();
        }
    }
}
