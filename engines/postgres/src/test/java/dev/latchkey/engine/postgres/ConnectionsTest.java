package dev.latchkey.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bus's own connections. */
final class ConnectionsTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_message_waits_for_the_disk(boolean listening) throws SQLException {
        Connections connections = new Connections(PostgresAddress.of(Server.url("public"), name -> null));
        try (Connection connection = connections.open(listening);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("off");
        }
    }
}
