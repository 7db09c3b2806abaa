package dev.latchkey.engine.mariadb;

import dev.latchkey.testkit.EngineTime;
import java.time.Duration;

/** Turns the clock of one database's store by hand: it is a row of a table. */
final class TurnedTime implements EngineTime {
    /** The clock, for the engine. */
    static final String CLOCK = "(SELECT millis FROM test_clock)";

    private static final String START = "1767225600000";

    private final String database;

    TurnedTime(String database) {
        this.database = database;
    }

    /** Makes a database's clock. */
    static void wind(String database) {
        Server.run(
                database,
                "CREATE TABLE test_clock (millis bigint NOT NULL)",
                "INSERT INTO test_clock VALUES (" + START + ")");
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void pass(Duration step) {
        Server.run(database, "UPDATE test_clock SET millis = millis + " + step.toMillis());
    }
}
