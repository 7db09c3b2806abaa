package dev.latchkey.faults.internal.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A PostgreSQL server. */
public final class Postgres implements Database {
    private final Path folder;
    private EmbeddedPostgres server;
    private ProcessHandle process;

    /** In a folder that has a database already, or is empty. */
    Postgres(Path folder) throws IOException {
        this.folder = folder;
        this.server = begin(0);
        this.process = process();
    }

    /**
     * Makes a database in a temporary folder and starts its server on a free port.
     *
     * @param parent of the temporary folder
     * @throws IOException if it does not start
     */
    public static Postgres start(Path parent) throws IOException {
        return new Postgres(Files.createTempDirectory(parent, "latchkey-faults-postgres"));
    }

    /**
     * @param port 0 for a free one
     */
    private EmbeddedPostgres begin(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                // It would not sync by itself.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    /** The first line of the server's own file. */
    private ProcessHandle process() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** Where its database is. */
    Path folder() {
        return folder;
    }

    /** A connection of its superuser. */
    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public String url(int port) {
        return "postgresql://postgres@127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void kill() {
        Signals.kill(process);
    }

    @Override
    public void startAgain() throws IOException {
        int port = port();
        server.close(); // Nothing runs any more; it gives the folder free.
        server = begin(port);
        process = process();
    }

    @Override
    public void startIfEnded() throws IOException {
        if (!process.isAlive()) {
            startAgain();
        }
    }

    @Override
    public void pause() {
        Signals.send(process, "-STOP");
    }

    @Override
    public void resume() {
        Signals.send(process, "-CONT");
    }

    @Override
    public void close() throws IOException {
        kill();
        server.close();
        Signals.delete(folder);
    }
}
