package dev.latchkey.faults.internal.run;

import dev.latchkey.faults.internal.server.Database;
import dev.latchkey.faults.internal.server.Postgres;
import dev.latchkey.faults.internal.server.Redis;
import java.io.IOException;

/** The database servers that are tried. */
public enum Engine {
    POSTGRES,
    REDIS;

    /**
     * A server of this kind.
     *
     * @throws IOException if it does not start
     */
    Database start() throws IOException {
        return switch (this) {
            case POSTGRES -> Postgres.start();
            case REDIS -> Redis.start();
        };
    }

    /** As people write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
