package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Address;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/** Connections of a bus, outside of any pool. Thread-safe. */
record Connections(Address address) {
    /**
     * @param listening whether it is to hear notifications
     */
    Connection open(boolean listening) throws SQLException {
        Properties properties = new Properties();
        address.driver().forEach(properties::setProperty);
        properties.setProperty("ApplicationName", "latchkey bus");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("tcpKeepAlive", "true");
        // A notification is a commit with a number of its own, which would be synced: a message may be lost (L6).
        properties.setProperty("options", "-c synchronous_commit=off");
        set(properties, "user", address.user());
        set(properties, "password", address.password());
        if (listening) {
            properties.setProperty("socketFactory", EagerSockets.class.getName());
        } else {
            properties.setProperty("socketTimeout", "5");
        }
        Connection connection = new Driver().connect(address.jdbcUrl(), properties);
        if (connection == null) {
            throw new SQLException("not a URL of PostgreSQL: " + address, "08001");
        }
        return connection;
    }

    private static void set(Properties properties, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }
}
