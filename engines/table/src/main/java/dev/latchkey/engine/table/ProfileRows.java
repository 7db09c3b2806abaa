package dev.latchkey.engine.table;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.Wanted;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of profiles, and those by which they are found: who owns how many, and which are wanted (L1). */
final class ProfileRows {
    private ProfileRows() {}

    static Get get(ProfileId profile, boolean payload) {
        return new Get(Names.profile(profile), payload);
    }

    /** As it was read. */
    static @Nullable Profile found(Step step, ProfileId profile, boolean payload) {
        Row row = step.row(Names.profile(profile), payload);
        return row == null ? null : Profile.of(profile, row);
    }

    /** As it will be after the step, without payload. */
    static @Nullable Profile present(Step step, ProfileId profile) {
        String line = step.value(Names.profile(profile));
        return line == null ? null : Profile.of(profile, line, null);
    }

    /** Who will have the profile open after the step. */
    static @Nullable Id owner(Step step, ProfileId profile) {
        Profile present = present(step, profile);
        return present == null ? null : present.head().owner();
    }

    static @Nullable ProfileRecord record(@Nullable Profile profile) {
        return profile == null ? null : profile.record();
    }

    @SuppressWarnings("ReferenceEquality") // the rules hand on what they leave as it is
    static void put(Step step, @Nullable Profile before, Profile after) {
        Payload payload = after.record().payload();
        Payload old = before == null ? null : before.record().payload();
        byte[] body = payload == old ? null : payload == null ? new byte[0] : payload.bytes();
        step.put(Names.profile(after.record().profile()), after.line(), body);
        index(step, after.record().profile(), before == null ? Head.EMPTY : before.head(), after.head());
    }

    private static void index(Step step, ProfileId profile, Head before, Head after) {
        // Only where servers' rows are removed some day, which takes a clock: the counts are written by every session.
        boolean counted = step.clock() != null;
        if (counted && !Objects.equals(before.owner(), after.owner())) {
            count(step, before.owner(), -1);
            count(step, after.owner(), 1);
        }
        Wanted old = before.wanted();
        Wanted wanted = after.wanted();
        if (counted && !Objects.equals(old, wanted)) {
            wait(step, old, -1);
            wait(step, wanted, 1);
        }
        Id former = before.owner();
        Id owner = after.owner();
        if (old != null && former != null && !(wanted != null && former.equals(owner))) {
            step.remove(Names.wanted(former, profile));
        }
        if (wanted != null && owner != null) {
            step.put(Names.wanted(owner, profile), line(after, wanted));
        }
    }

    private static void count(Step step, @Nullable Id owner, long amount) {
        if (owner != null) {
            step.add(Names.owned(owner), amount);
        }
    }

    private static void wait(Step step, @Nullable Wanted wanted, long amount) {
        if (wanted != null) {
            step.add(Names.waits(wanted.server()), amount);
        }
    }

    private static String line(Head head, Wanted wanted) {
        return new Line()
                .number(head.token())
                .id(head.claim())
                .id(wanted.server())
                .id(wanted.claim())
                .number(wanted.ask())
                .done();
    }

    /** What {@link Names#wanted} says. */
    static RenewReply.WantedSession wanted(Row row) {
        RowKey key = row.key();
        return Columns.read(
                key.name(),
                row.value(),
                from -> new RenewReply.WantedSession(
                        Names.profileOf(key.name()),
                        from.number(),
                        from.id(),
                        new Wanted(from.id(), from.id(), from.number())));
    }
}
