package dev.latchkey;

import dev.latchkey.spi.CodecProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a server behaves. Immutable; {@link #DEFAULT} suits a game server.
 *
 * <p>Essential: {@code name}. Frequent: {@code autoSave}, {@code notice}, {@code events}, {@code metrics}. Rare:
 * the rest. Missing on purpose: saving without the fence, unlocking by time alone, a limit of retries for saves.
 *
 * @param name display name of this server, for people: in errors, in {@code latchkey sessions}; 1–64 characters;
 *     default {@code server-} and the process id
 * @param bus URL of the bus, {@code none} for none; null for the one that the engine suggests
 * @param lease how long this server keeps its sessions without a sign of life, 1 s – 10 min, default 15 s; it
 *     renews three times as often (rule L1)
 * @param notice how long callbacks have when a session ends, 0 – 1 min, default 5 s (rule L4)
 * @param autoSave a changed profile is saved after this long at the latest, 1 s – 1 h, default 30 s
 * @param maxPayload longest encoded data in bytes, 1 – 64 MiB, default 4 MiB
 * @param whileCutOff what updates do past the lease, default {@link WhileCutOff#SUSPEND} (rule L3)
 * @param drain how long {@link Latchkey#close()} tries to store everything, 0 – 10 min, default 10 s (rule L10)
 * @param journal folder for what could not be stored; null for {@code <file>-latchkey} beside the file of an
 *     embedded engine, and for none with others
 * @param maxLoads how many loads may be waiting, 1 – 10,000,000, default 100,000; further ones fail with {@link
 *     OverloadedException}
 * @param metrics where counters and timers go, default nowhere
 * @param events who hears of the health of this server, default nobody
 * @param codec makes codecs for stores that name none; null for the first one found by {@link
 *     java.util.ServiceLoader}
 * @param historyPace a session's states are kept in the history so often, besides the one that it began with; 1 min –
 *     30 days, default 1 h; zero: no history is kept
 * @param mailbox how many letters of this server may wait in one mailbox, 1 – 1,000,000, default 1,000
 * @param host clocks and threads, default the machine's
 */
public record Options(
        String name,
        @Nullable String bus,
        Duration lease,
        Duration notice,
        Duration autoSave,
        int maxPayload,
        WhileCutOff whileCutOff,
        Duration drain,
        @Nullable Path journal,
        int maxLoads,
        Metrics metrics,
        Events events,
        @Nullable CodecProvider codec,
        Duration historyPace,
        int mailbox,
        Host host) {
    /** The defaults. */
    public static final Options DEFAULT = new Options(
            "server-" + ProcessHandle.current().pid(),
            null,
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            4 << 20,
            WhileCutOff.SUSPEND,
            Duration.ofSeconds(10),
            null,
            100_000,
            Metrics.NONE,
            Events.NONE,
            null,
            Duration.ofHours(1),
            1_000,
            Host.SYSTEM);

    /**
     * @throws IllegalArgumentException if a value is out of its range; says which, and the range
     */
    public Options {
        Ranges.check(!name.isBlank() && name.length() <= 64, "name", name, "1-64 characters");
        Ranges.check("lease", lease, Duration.ofSeconds(1), Duration.ofMinutes(10));
        Ranges.check("notice", notice, Duration.ZERO, Duration.ofMinutes(1));
        Ranges.check("autoSave", autoSave, Duration.ofSeconds(1), Duration.ofHours(1));
        Ranges.check("maxPayload", maxPayload, 1, 64 << 20);
        Ranges.check("drain", drain, Duration.ZERO, Duration.ofMinutes(10));
        Ranges.check("maxLoads", maxLoads, 1, 10_000_000);
        if (!historyPace.isZero()) {
            Ranges.check("historyPace", historyPace, Duration.ofMinutes(1), Duration.ofDays(30));
        }
        Ranges.check("mailbox", mailbox, 1, 1_000_000);
    }

    /** With another display name. */
    public Options withName(String name) {
        return with(draft -> draft.name = name);
    }

    /** With another bus. */
    public Options withBus(String bus) {
        return with(draft -> draft.bus = bus);
    }

    /** With another lease. */
    public Options withLease(Duration lease) {
        return with(draft -> draft.lease = lease);
    }

    /** With another time for callbacks at the end of a session. */
    public Options withNotice(Duration notice) {
        return with(draft -> draft.notice = notice);
    }

    /** With another auto-save interval. */
    public Options withAutoSave(Duration autoSave) {
        return with(draft -> draft.autoSave = autoSave);
    }

    /** With another limit of the encoded data, in bytes. */
    public Options withMaxPayload(int maxPayload) {
        return with(draft -> draft.maxPayload = maxPayload);
    }

    /** With another choice of what updates do past the lease. */
    public Options withWhileCutOff(WhileCutOff whileCutOff) {
        return with(draft -> draft.whileCutOff = whileCutOff);
    }

    /** With another time for storing everything at the end. */
    public Options withDrain(Duration drain) {
        return with(draft -> draft.drain = drain);
    }

    /** With another folder for what could not be stored. */
    public Options withJournal(Path journal) {
        return with(draft -> draft.journal = journal);
    }

    /** With another bound of waiting loads. */
    public Options withMaxLoads(int maxLoads) {
        return with(draft -> draft.maxLoads = maxLoads);
    }

    /** With another place for counters and timers. */
    public Options withMetrics(Metrics metrics) {
        return with(draft -> draft.metrics = metrics);
    }

    /** With another listener to health. */
    public Options withEvents(Events events) {
        return with(draft -> draft.events = events);
    }

    /** With another maker of codecs. */
    public Options withCodec(CodecProvider codec) {
        return with(draft -> draft.codec = codec);
    }

    /** With another pace of the history; zero for none. */
    public Options withHistoryPace(Duration historyPace) {
        return with(draft -> draft.historyPace = historyPace);
    }

    /** With another room for letters. */
    public Options withMailbox(int mailbox) {
        return with(draft -> draft.mailbox = mailbox);
    }

    /** With other clocks and threads. */
    public Options withHost(Host host) {
        return with(draft -> draft.host = host);
    }

    private Options with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** Options being changed: names each of them once. */
    private static final class Draft {
        String name;

        @Nullable
        String bus;

        Duration lease;
        Duration notice;
        Duration autoSave;
        int maxPayload;
        WhileCutOff whileCutOff;
        Duration drain;

        @Nullable
        Path journal;

        int maxLoads;
        Metrics metrics;
        Events events;

        @Nullable
        CodecProvider codec;

        Duration historyPace;
        int mailbox;
        Host host;

        Draft(Options from) {
            name = from.name;
            bus = from.bus;
            lease = from.lease;
            notice = from.notice;
            autoSave = from.autoSave;
            maxPayload = from.maxPayload;
            whileCutOff = from.whileCutOff;
            drain = from.drain;
            journal = from.journal;
            maxLoads = from.maxLoads;
            metrics = from.metrics;
            events = from.events;
            codec = from.codec;
            historyPace = from.historyPace;
            mailbox = from.mailbox;
            host = from.host;
        }

        Options done() {
            return new Options(
                    name,
                    bus,
                    lease,
                    notice,
                    autoSave,
                    maxPayload,
                    whileCutOff,
                    drain,
                    journal,
                    maxLoads,
                    metrics,
                    events,
                    codec,
                    historyPace,
                    mailbox,
                    host);
        }
    }
}
