package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.History;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of every {@link StorageEngine}, also of one that writes single records only and has no clock:
 * the sentences of {@code docs/contracts.md} that need neither. A full engine's test extends
 * {@link StorageEngineContract} instead. The test of an engine with optional abilities also implements their contracts:
 * {@link InspectionContract}, {@link OrphanShelfContract}, {@link MailContract}, {@link ItemsContract},
 * {@link HistoryContract}, {@link HousekeepingContract}, {@link RelocationContract}.
 */
public abstract class SingleProfileContract
        implements OpenContract,
                ConflictContract,
                ContestContract,
                CommitContract,
                UnownedContract,
                HandOffContract,
                CancelContract,
                EditContract,
                ServerContract,
                BatchContract,
                PayloadContract,
                ConcurrencyContract,
                LifeContract {
    private final List<StorageEngine> opened = new ArrayList<>();
    private @Nullable EngineStage stage;

    /** For subclasses. */
    protected SingleProfileContract() {}

    /**
     * Opens this test's store; the first call of each test finds it empty, later ones find what was done.
     *
     * @throws Exception if it cannot be opened: the test fails
     */
    protected abstract StorageEngine open() throws Exception;

    /** The time of this test's store; {@code engine} is open on it. */
    protected abstract EngineTime time(StorageEngine engine);

    @Override
    public final EngineStage stage() {
        if (stage == null) {
            StorageEngine engine = another();
            stage = new EngineStage(engine, time(engine));
        }
        return Objects.requireNonNull(stage);
    }

    @Override
    public final StorageEngine another() {
        try {
            StorageEngine engine = open();
            opened.add(engine);
            return engine;
        } catch (Exception e) {
            throw new AssertionError("the engine does not open", e);
        }
    }

    /** Closes what the test opened. */
    @AfterEach
    public final void closeAll() {
        opened.forEach(StorageEngine::close);
    }

    /** C107. */
    @Test
    public final void c107_everyAbilityOfTheEngineIsHeldToItsContract() {
        assertThat(this instanceof InspectionContract).isEqualTo(stage().engine() instanceof Inspection);
        assertThat(this instanceof OrphanShelfContract).isEqualTo(stage().engine() instanceof OrphanShelf);
        assertThat(this instanceof MailContract).isEqualTo(stage().engine() instanceof Mailboxes);
        assertThat(this instanceof ItemsContract).isEqualTo(stage().engine() instanceof ItemIndex);
        assertThat(this instanceof HistoryContract).isEqualTo(stage().engine() instanceof History);
        assertThat(this instanceof TagsContract).isEqualTo(stage().engine() instanceof Tags);
        assertThat(this instanceof RelocationContract).isEqualTo(stage().engine() instanceof Relocation);
        assertThat(this instanceof HousekeepingContract).isEqualTo(stage().engine() instanceof Housekeeping);
    }
}
