package dev.latchkey.engine.table;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.HistoryContract;
import dev.latchkey.testkit.HousekeepingContract;
import dev.latchkey.testkit.InspectionContract;
import dev.latchkey.testkit.ItemsContract;
import dev.latchkey.testkit.MailContract;
import dev.latchkey.testkit.ManualClock;
import dev.latchkey.testkit.OrphanShelfContract;
import dev.latchkey.testkit.RelocationContract;
import dev.latchkey.testkit.RemovalContract;
import dev.latchkey.testkit.StorageEngineContract;
import dev.latchkey.testkit.TagsContract;
import dev.latchkey.testkit.TokenLimitContract;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The whole contract of storage engines, on a transactional table in memory. */
final class TransactionalEngineTest extends StorageEngineContract
        implements InspectionContract,
                OrphanShelfContract,
                MailContract,
                ItemsContract,
                HistoryContract,
                TagsContract,
                HousekeepingContract,
                RelocationContract,
                RemovalContract,
                TokenLimitContract {
    private final ManualClock clock = new ManualClock();
    private final MemoryTransactions table = new MemoryTransactions(clock);

    @Override
    protected StorageEngine open() {
        return new TransactionalEngine(table.another(), InstantSource.system(), most -> most / 2, Optional.empty());
    }

    @Override
    protected EngineTime time(StorageEngine engine) {
        return EngineTime.manual(clock);
    }

    @Override
    public void putToken(ProfileId profile, long token) {
        Step step = new Step(table, InstantSource.system());
        String line = Objects.requireNonNull(step.value(Names.profile(profile)));
        step.put(Names.profile(profile), token + line.substring(line.indexOf('|')));
        List<Outcome<Boolean>> written = table.write(List.of(Objects.requireNonNull(step.group())));
        if (!written.equals(List.of(Outcome.done(true)))) {
            throw new AssertionError(written);
        }
    }
}
