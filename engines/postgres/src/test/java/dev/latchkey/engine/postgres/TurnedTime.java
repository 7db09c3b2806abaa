package dev.latchkey.engine.postgres;

import dev.latchkey.testkit.EngineTime;
import java.time.Duration;

/** Turns the clock of one schema's store by hand: it is a function in the database, and another one is put in its place. */
final class TurnedTime implements EngineTime {
    private static final String START = "1767225600000";

    private final String schema;

    /** Stops the clock of a store that is there already. */
    TurnedTime(String schema) {
        this.schema = schema;
        Server.run(
                schema,
                "CREATE TABLE IF NOT EXISTS test_clock (millis bigint NOT NULL)",
                "INSERT INTO test_clock SELECT " + START + " WHERE NOT EXISTS (SELECT 1 FROM test_clock)",
                "CREATE OR REPLACE FUNCTION latchkey_now() RETURNS bigint LANGUAGE sql VOLATILE AS"
                        + " 'SELECT millis FROM test_clock'");
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void pass(Duration step) {
        Server.run(schema, "UPDATE test_clock SET millis = millis + " + step.toMillis());
    }
}
