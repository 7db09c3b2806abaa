package dev.latchkey.testkit;

/**
 * The contract of a {@link dev.latchkey.spi.StorageEngine} with a clock and commits of several profiles:
 * the numbered sentences of {@code docs/contracts.md}, each with a test of its number. An engine's whole test
 * is a subclass that says how its store is opened and how its time passes:
 *
 * <pre>{@code
 * class SqliteEngineTest extends StorageEngineContract
 *         implements InspectionContract, OrphanShelfContract, MailContract, ItemsContract, HistoryContract,
 *                 HousekeepingContract {
 *     @TempDir Path folder;
 *     private final ManualClock clock = new ManualClock();
 *
 *     @Override
 *     protected StorageEngine open() {
 *         return SqliteEngine.open(folder.resolve("players.db"), clock);
 *     }
 *
 *     @Override
 *     protected EngineTime time(StorageEngine engine) {
 *         return EngineTime.manual(clock);
 *     }
 * }
 * }</pre>
 *
 * An engine that removes old server rows adds {@link RemovalContract}; one whose test can put a token into a
 * record adds {@link TokenLimitContract}.
 */
public abstract class StorageEngineContract extends SingleProfileContract
        implements GroupContract, LeaseContract, DatesContract {
    /** For subclasses. */
    protected StorageEngineContract() {}
}
