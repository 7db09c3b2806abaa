package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.StorageEngine;
import dev.latchkey.testkit.DatesContract;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.GroupContract;
import dev.latchkey.testkit.HistoryContract;
import dev.latchkey.testkit.HousekeepingContract;
import dev.latchkey.testkit.InspectionContract;
import dev.latchkey.testkit.ItemsContract;
import dev.latchkey.testkit.MailContract;
import dev.latchkey.testkit.ManualClock;
import dev.latchkey.testkit.OrphanShelfContract;
import dev.latchkey.testkit.RelocationContract;
import dev.latchkey.testkit.SingleProfileContract;
import dev.latchkey.testkit.TagsContract;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole contract but for leases by the store's clock, which DynamoDB has not; each test has a table of its own. */
final class DynamoEngineTest extends SingleProfileContract
        implements GroupContract,
                DatesContract,
                InspectionContract,
                OrphanShelfContract,
                MailContract,
                ItemsContract,
                HistoryContract,
                TagsContract,
                HousekeepingContract,
                RelocationContract {
    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final DynamoSettings settings = DYNAMO.fresh();
    private final ManualClock clock = new ManualClock();
    private final AtomicLong ticks = new AtomicLong();

    @Override
    protected StorageEngine open() {
        // Goes on a little by itself, as clocks do.
        return DynamoEngine.open(settings, () -> clock.instant().plus(ticks.incrementAndGet(), ChronoUnit.MICROS));
    }

    @Override
    protected EngineTime time(StorageEngine engine) {
        return EngineTime.manual(clock);
    }
}
