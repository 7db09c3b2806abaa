package dev.latchkey.good;

import java.time.Duration;
import java.time.Instant;

/** Takes the time as an argument. */
public final class Pure {
    private Pure() {}

    /** A second later. */
    public static Instant later(Instant now) {
        return now.plus(Duration.ofSeconds(1));
    }
}
