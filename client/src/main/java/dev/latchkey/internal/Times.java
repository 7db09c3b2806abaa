package dev.latchkey.internal;

import dev.latchkey.Options;
import dev.latchkey.core.Settings;
import dev.latchkey.spi.History;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The protocol's settings that follow from a server's options: everything about the lease keeps its proportions. */
final class Times {
    /** What a grant says beside the payload: names and ids. */
    private static final int AROUND_PAYLOAD = 1_024;

    private Times() {}

    static Settings of(Options options, @Nullable MessageBus bus, StorageEngine engine) {
        Duration lease = options.lease();
        Settings settings = Settings.DEFAULT
                .withName(options.name())
                .withLease(lease, lease.dividedBy(3))
                .withSettled(lease.multipliedBy(2).dividedBy(5))
                .withNotice(options.notice())
                .withHistoryPace(engine instanceof History ? options.historyPace() : Duration.ZERO);
        int most = bus == null ? 0 : bus.maxMessageBytes() - AROUND_PAYLOAD;
        return settings.withGrantBytes(Math.min(settings.grantBytes(), most));
    }
}
