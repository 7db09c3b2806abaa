package dev.latchkey.faults.internal.run;

import dev.latchkey.faults.internal.server.Database;
import dev.latchkey.faults.internal.server.Postgres;
import dev.latchkey.faults.internal.server.Redis;
import java.io.IOException;
import java.nio.file.Path;

/** The database servers that are tried. */
public enum Engine {
    POSTGRES,
    REDIS;

    /**
     * A server of this kind.
     *
     * @param parent of its folder
     * @throws IOException if it does not start
     */
    Database start(Path parent) throws IOException {
        return switch (this) {
            case POSTGRES -> Postgres.start(parent);
            case REDIS -> Redis.start(parent);
        };
    }

    /** As people write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
