package dev.latchkey.engine.memory;

import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRules;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryEngine} is made of. Not thread-safe. */
public final class MemoryEngineBuilder {
    private InstantSource clock = InstantSource.system();
    private RecordRules recordRules = new RecordRules();
    private ServerRules serverRules = new ServerRules();
    private EffectRules effectRules = new EffectRules();
    private Journal journal = Journal.NONE;
    private int auditLimit = 10_000;
    private @Nullable String name;

    MemoryEngineBuilder() {}

    /** The store's clock. */
    public MemoryEngineBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /** The rules for records; others than the default are for planting faults. */
    public MemoryEngineBuilder recordRules(RecordRules value) {
        recordRules = value;
        return this;
    }

    /** The rules for servers; others than the default are for planting faults. */
    public MemoryEngineBuilder serverRules(ServerRules value) {
        serverRules = value;
        return this;
    }

    /** The rules for mail and items; others than the default are for planting faults. */
    public MemoryEngineBuilder effectRules(EffectRules value) {
        effectRules = value;
        return this;
    }

    /** Sees every change. */
    public MemoryEngineBuilder journal(Journal value) {
        journal = value;
        return this;
    }

    /**
     * How many audit entries are kept, the newest ones; 10,000 where not set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public MemoryEngineBuilder auditLimit(int entries) {
        if (entries < 0) {
            throw new IllegalArgumentException("auditLimit=" + entries + " is below 0");
        }
        auditLimit = entries;
        return this;
    }

    /** Names the store, and so the bus that goes with it. */
    public MemoryEngineBuilder name(String value) {
        name = value;
        return this;
    }

    /** The engine, on a fresh store. */
    public MemoryEngine build() {
        MemoryRules rules = new MemoryRules(recordRules, serverRules, effectRules);
        return new MemoryEngine(new MemoryStore(clock, rules, journal, MemoryTables.empty(auditLimit)), name, () -> {});
    }
}
