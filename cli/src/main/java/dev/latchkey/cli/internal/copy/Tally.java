package dev.latchkey.cli.internal.copy;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileRecord;
import org.jspecify.annotations.Nullable;

/**
 * How much there is of each kind.
 *
 * @param profiles records, erased ones too, and mailboxes of profiles without one
 * @param letterIds ids of handled letters, which are not delivered again
 * @param bytes of all data
 */
public record Tally(
        long profiles,
        long letters,
        long deadLetters,
        long letterIds,
        long revisions,
        long orphans,
        long items,
        long audit,
        long bytes) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Tally of(Belongings one) {
        return one.isEmpty()
                ? NONE
                : new Tally(
                        1,
                        one.waiting().size(),
                        one.dead().size(),
                        one.settled().size(),
                        one.history().size(),
                        one.orphans().size(),
                        one.items().size(),
                        one.audit().size(),
                        bytes(one));
    }

    private static long bytes(Belongings one) {
        ProfileRecord record = one.record();
        long bytes = size(record == null ? null : record.payload());
        bytes += one.waiting().stream()
                .mapToLong(each -> size(each.letter().content()))
                .sum();
        bytes += one.dead().stream()
                .mapToLong(each -> size(each.letter().content()))
                .sum();
        bytes += one.history().stream().mapToLong(each -> size(each.payload())).sum();
        return bytes
                + one.orphans().stream()
                        .mapToLong(each -> size(each.orphan().payload()))
                        .sum();
    }

    private static long size(@Nullable Payload payload) {
        return payload == null ? 0 : payload.size();
    }

    Tally plus(Tally more) {
        return new Tally(
                profiles + more.profiles,
                letters + more.letters,
                deadLetters + more.deadLetters,
                letterIds + more.letterIds,
                revisions + more.revisions,
                orphans + more.orphans,
                items + more.items,
                audit + more.audit,
                bytes + more.bytes);
    }
}
