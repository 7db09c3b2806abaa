package dev.latchkey.testkit;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.StorageEngine;

/** Without faults, a faulty engine keeps the whole contract. */
class FaultyContractTest extends StorageEngineContract
        implements InspectionContract,
                OrphanShelfContract,
                MailContract,
                ItemsContract,
                HistoryContract,
                TagsContract,
                HousekeepingContract,
                RelocationContract {
    private final ManualClock clock = new ManualClock();
    private final MemoryEngine store = MemoryEngine.create(clock);

    @Override
    protected StorageEngine open() {
        return FaultyEngine.around(store.another());
    }

    @Override
    protected EngineTime time(StorageEngine engine) {
        return EngineTime.manual(clock);
    }
}
