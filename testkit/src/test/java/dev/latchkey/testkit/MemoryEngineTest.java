package dev.latchkey.testkit;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;

class MemoryEngineTest extends StorageEngineContract
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
    private final LeapingRules rules = new LeapingRules();
    private final MemoryEngine store =
            MemoryEngine.builder().clock(clock).recordRules(rules).build();

    @Override
    protected StorageEngine open() {
        return store.another();
    }

    @Override
    protected EngineTime time(StorageEngine engine) {
        return EngineTime.manual(clock);
    }

    @Override
    public void putToken(ProfileId profile, long token) {
        rules.next = token;
        stage().applied(stage().session(profile, stage().server()), null, new Write.Release());
        rules.next = 0;
    }

    /** The protocol's rules, but the next grant may leap to a given token. */
    private static final class LeapingRules extends RecordRules {
        private long next;

        @Override
        protected long tokenOfGrant(long token) {
            return next == 0 ? super.tokenOfGrant(token) : next;
        }
    }
}
