package dev.latchkey.spi;

import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.OrphanShelf.Shelved;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a store has of one profile. Two engines that hold the same have equal ones: lists are oldest first, times
 * are whole milliseconds, and numbers that an engine draws are left out.
 *
 * @param record null where there is none, but mail
 * @param by who stored the record's payload, as {@link History.Revision#server}; empty where unknown
 * @param tags by name
 * @param waiting letters that wait, also such as have expired and were not yet put among the dead
 * @param settled ids of letters that are known though they are gone, in the order of ids
 * @param history earlier states
 * @param erased token of the newest tombstone; 0 where the profile was never erased
 * @param audit entries of this profile; what a session lost is in {@code orphans}
 * @param items unique items in this profile and in its letters, in the order of their ids
 */
public record Belongings(
        ProfileId profile,
        @Nullable ProfileRecord record,
        String by,
        Map<String, String> tags,
        List<Waiting> waiting,
        List<DeadLetter> dead,
        List<Settled> settled,
        List<State> history,
        long erased,
        List<Shelved> orphans,
        List<AuditEntry> audit,
        List<Item> items) {
    /** A letter that waits, and when it came; with {@link Letter#lifetime()} that says when it expires. */
    public record Waiting(Letter letter, Instant sent) {}

    /** The id of a letter that is gone, and since when. */
    public record Settled(String letter, Instant at) {}

    /**
     * An earlier state.
     *
     * @param saved when it was stored
     * @param by who stored it
     * @param kept when it was put into the history
     */
    public record State(
            long token, long version, Instant saved, String by, Occasion occasion, Instant kept, Payload payload) {}

    /** A unique item with its moves. */
    public record Item(Holding holding, List<ItemIndex.Move> path) {}

    /** Brings all to the form in which equal things are equal. */
    public Belongings {
        record = record == null
                ? null
                : new ProfileRecord(
                        record.profile(),
                        record.head(),
                        record.payload(),
                        record.erased(),
                        new Dates(
                                millis(record.dates().created()),
                                millis(record.dates().updated()),
                                millis(record.dates().session())),
                        record.contested());
        by = record == null || record.payload() == null ? "" : by;
        tags = Tags.checked(tags);
        waiting = waiting.stream()
                .map(each -> new Waiting(letter(each.letter()), millis(each.sent())))
                .toList();
        dead = dead.stream()
                .map(each -> new DeadLetter(letter(each.letter()), millis(each.at()), each.reason()))
                .toList();
        settled = settled.stream()
                .map(each -> new Settled(each.letter(), millis(each.at())))
                .sorted(Comparator.comparing(Settled::letter))
                .toList();
        history = history.stream()
                .map(each -> new State(
                        each.token(),
                        each.version(),
                        millis(each.saved()),
                        each.by(),
                        each.occasion(),
                        millis(each.kept()),
                        each.payload()))
                .toList();
        orphans = orphans.stream()
                .map(each -> new Shelved(millis(each.at()), each.orphan()))
                .toList();
        audit = audit.stream().map(Belongings::entry).toList();
        items = items.stream()
                .map(Belongings::item)
                .sorted(Comparator.comparing(each -> each.holding().item()))
                .toList();
    }

    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Lifetimes in whole milliseconds, rounded up: no letter dies early. */
    private static Letter letter(Letter letter) {
        Duration lifetime = letter.lifetime();
        Duration rounded = lifetime == null
                ? null
                : Duration.ofMillis(
                        lifetime.plusNanos(Duration.ofMillis(1).toNanos() - 1).toMillis());
        return new Letter(
                letter.to(),
                letter.id(),
                letter.type(),
                letter.content(),
                letter.from(),
                letter.items(),
                rounded,
                letter.room(),
                letter.undeliverable());
    }

    private static AuditEntry entry(AuditEntry entry) {
        EndedSession session = entry.session();
        return new AuditEntry(
                millis(entry.at()),
                entry.what(),
                entry.profile(),
                entry.from(),
                entry.by(),
                session == null
                        ? null
                        : new EndedSession(session.name(), session.token(), millis(session.began()), Lost.NONE));
    }

    private static Item item(Item item) {
        Holding holding = item.holding();
        return new Item(
                new Holding(holding.item(), holding.place(), millis(holding.since())),
                item.path().stream()
                        .map(move -> new ItemIndex.Move(millis(move.at()), move.from(), move.to(), move.server()))
                        .toList());
    }

    /** Nothing of this profile. */
    public static Belongings none(ProfileId profile) {
        return new Belongings(
                profile, null, "", Map.of(), List.of(), List.of(), List.of(), List.of(), 0, List.of(), List.of(),
                List.of());
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return equals(none(profile));
    }

    /**
     * The same without a session: where there is one, its claim is spent, as by a release, though token and version stay.
     * Nobody waits for it, and nobody who may not have heard of losing it is left (rule L7).
     */
    public Belongings atRest() {
        if (record == null) {
            return this;
        }
        Head head = record.head();
        Head rest = new Head(
                head.token(),
                null,
                head.claim(),
                head.version(),
                head.write(),
                head.sealed(),
                head.owner() == null ? head.spent() : RecordRules.spend(head.spent(), head.claim()),
                head.asks(),
                null);
        ProfileRecord resting =
                new ProfileRecord(profile, rest, record.payload(), record.erased(), record.dates(), null);
        return new Belongings(
                profile, resting, by, tags, waiting, dead, settled, history, erased, orphans, audit, items);
    }
}
