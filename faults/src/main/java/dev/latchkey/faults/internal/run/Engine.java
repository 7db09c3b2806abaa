package dev.latchkey.faults.internal.run;

import dev.latchkey.faults.internal.server.Database;
import dev.latchkey.faults.internal.server.Postgres;
import dev.latchkey.faults.internal.server.Redis;
import dev.latchkey.faults.internal.server.StandbyPair;
import java.io.IOException;
import java.nio.file.Path;

/** The database servers that are tried. */
public enum Engine {
    POSTGRES,
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
            case REDIS -> Redis.start(parent);
        };
    }

    /** Whether there is such a fault on it. */
    public boolean knows(Fault fault) {
        // Redis acknowledges before its replicas have it.
        return this == POSTGRES || !fault.isOfStandby();
    }

    /** As people write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
