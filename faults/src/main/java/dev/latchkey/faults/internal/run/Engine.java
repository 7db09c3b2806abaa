package dev.latchkey.faults.internal.run;

import dev.latchkey.faults.internal.server.Database;
import dev.latchkey.faults.internal.server.Mariadb;
import dev.latchkey.faults.internal.server.Nats;
import dev.latchkey.faults.internal.server.Postgres;
import dev.latchkey.faults.internal.server.Redis;
import dev.latchkey.faults.internal.server.StandbyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The database servers that are tried. */
public enum Engine {
    POSTGRES,
    MARIADB,
    REDIS;

    /**
     * A server of this kind, for a fault that {@link #knows} it.
     *
     * @param parent of its folder
     * @throws IOException if it does not start
     */
    Database start(Fault fault, Path parent) throws IOException {
        return switch (this) {
            case POSTGRES -> fault.isOfStandby() ? StandbyPair.start(parent) : Postgres.start(parent);
            case MARIADB -> Mariadb.start(parent);
            case REDIS -> Redis.start(parent);
        };
    }

    /**
     * A bus server beside it; empty where the database is the bus, too.
     *
     * @throws IOException if it does not start
     */
    Optional<Nats> startBus() throws IOException {
        return this == MARIADB ? Optional.of(Nats.start()) : Optional.empty();
    }

    /** Whether there is such a fault on it. */
    public boolean knows(Fault fault) {
        // Only PostgreSQL acknowledges after a standby has it.
        return (this == POSTGRES || !fault.isOfStandby()) && (this == MARIADB || !fault.isOfBusServer());
    }

    /** As people write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
