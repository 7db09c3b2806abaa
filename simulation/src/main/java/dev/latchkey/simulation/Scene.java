package dev.latchkey.simulation;

import dev.latchkey.core.JournalEntry;
import dev.latchkey.engine.memory.Journal;
import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All that a run consists of: the store, the servers, what the game made, and who watches. Not thread-safe. */
final class Scene implements Journal {
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000L);
    private final LongSupplier clock;
    private final List<Oracle> oracles;
    private final Map<String, List<JournalEntry>> journals = new TreeMap<>();
    private final HidingRules records;
    /** How far a sweep is ahead of the time: when all is over, or by mistake. */
    Duration ahead = Duration.ZERO;

    final MemoryEngine engine;
    /** Claims under which a server ever asked for a session; not those of planned transfers. */
    final Set<Id> sought = new HashSet<>();

    /** Claims that brought a session. */
    final Set<Id> consumed = new HashSet<>();

    /** Tokens of the newest tombstones: what sessions before have left is to go (S5). */
    final Map<ProfileId, Long> erased = new TreeMap<>();

    final States states = new States();
    final Trace trace;
    /** Every server that ever ran, oldest first. */
    final List<Server> servers = new ArrayList<>();
    /** Since when the store is away, and when it was so last; -1 for never. */
    long outageFrom = -1;

    long outageTo = -1;
    /** Whether a live server is being buried as a fault. */
    boolean rogue;

    private @Nullable Violation found;

    Scene(LongSupplier clock, List<Oracle> oracles, Trace trace, Subject subject) {
        this.clock = clock;
        this.oracles = oracles;
        this.trace = trace;
        records = new HidingRules(subject.records());
        engine = MemoryEngine.builder()
                .clock(() -> START.plusNanos(clock.getAsLong()).plus(ahead))
                .recordRules(records)
                .serverRules(subject.servers())
                .effectRules(subject.effects())
                .journal(this)
                .build();
    }

    /** True time, which is the store's. */
    long time() {
        return clock.getAsLong();
    }

    Instant storeTime() {
        return START.plusNanos(clock.getAsLong());
    }

    void says(String who, String what) {
        trace.line(time(), who, what);
    }

    void each(Consumer<Oracle> call) {
        try {
            oracles.forEach(call);
        } catch (Violation violation) {
            if (found == null) {
                found = violation;
            }
        }
    }

    /**
     * An event is over.
     *
     * @throws Violation if an oracle found something since the last
     */
    void settle() {
        each(oracle -> oracle.after(this));
        Violation violation = found;
        if (violation != null) {
            throw violation;
        }
    }

    @Override
    public void changed(Change change) {
        each(oracle -> oracle.changed(this, change));
        State state = states.decode(change.after().payload());
        if (state != null) {
            states.storing(state);
        }
    }

    @Override
    public void serverChanged(@Nullable ServerRow before, @Nullable ServerRow after) {
        each(oracle -> oracle.rowChanged(this, before, after));
    }

    @Override
    public void delivered(Letter letter) {
        each(oracle -> oracle.delivered(this, letter));
    }

    @Override
    public void settled(ProfileId mailbox, Settlement settlement, Id write) {
        each(oracle -> oracle.settled(this, mailbox, settlement, write));
    }

    @Nullable
    ProfileRecord record(ProfileId profile) {
        return engine.records().get(profile);
    }

    /** The process that has or had this id; null where none has. */
    @Nullable
    Server server(@Nullable Id id) {
        for (Server server : servers) {
            if (server.ids.contains(id)) {
                return server;
            }
        }
        return null;
    }

    /** A server's row is missing until {@link #show}. */
    void hide(Id server) {
        records.hide(server);
    }

    void show() {
        records.show();
    }

    boolean isHidden(Id server) {
        return records.isHidden(server);
    }

    List<Server> alive() {
        return servers.stream()
                .filter(server -> server.alive && !server.stopped)
                .toList();
    }

    /** The file on the machine's disk, which outlives the process. */
    void keepJournal(Server server, List<JournalEntry> entries) {
        List<JournalEntry> file = new ArrayList<>(journals.getOrDefault(machine(server), List.of()));
        file.addAll(entries);
        journals.put(machine(server), List.copyOf(file));
    }

    void dropJournal(Server server) {
        journals.remove(machine(server));
    }

    List<JournalEntry> journal(Server server) {
        return journals.getOrDefault(machine(server), List.of());
    }

    /** A server's name is that of its machine, a letter, and the number of the process on it. */
    static String machine(Server server) {
        return server.name.substring(0, 1);
    }
}
