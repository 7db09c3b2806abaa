package dev.latchkey.simulation;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.ServerRules;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stores with one wrong decision about servers each. */
final class PlantedServers {
    private PlantedServers() {}

    /** A burial does not look at the lease. */
    static final class BuriesTheLiving extends ServerRules {
        @Override
        public Step<Burial.Reply> bury(
                @Nullable ServerRow target, @Nullable ServerRow by, Burial asked, @Nullable Instant now) {
            return super.bury(
                    target,
                    by,
                    new Burial(asked.target(), asked.by(), asked.beat(), Duration.ZERO, Burial.Cause.PREDECESSOR),
                    now);
        }
    }

    /** A renewal brings back a buried server. */
    static final class Revives extends ServerRules {
        @Override
        protected boolean revives() {
            return true;
        }
    }

    /** The first server back may bury the rest. */
    static final class NeverSettled extends ServerRules {
        @Override
        protected boolean settled(@Nullable ServerRow by, Burial asked, @Nullable Instant now) {
            return true;
        }
    }
}
