package dev.latchkey.engine.table;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.OrphanShelf.Shelved;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Relocation;
import org.jspecify.annotations.Nullable;

/** A profile from another store, put in the place of what is here, as if it had happened here at the times that it has. */
final class Unpacking {
    private Unpacking() {}

    static Relocation.Unpacked unpack(Step step, Belongings asked) {
        Belongings with = asked.atRest();
        Profile found = ProfileRows.found(step, with.profile(), true);
        ProfileRecord next = with.record();
        boolean applied = Relocation.mayReplace(found == null ? null : found.head(), next == null ? null : next.head());
        if (applied) {
            clear(step, with);
            put(step, found, with);
        }
        return new Relocation.Unpacked(applied, found == null ? Head.EMPTY : found.head());
    }

    private static void clear(Step step, Belongings with) {
        ProfileId profile = with.profile();
        MailRows.clear(step, profile);
        AuditRows.erase(step, profile);
        HistoryRows.erase(step, profile);
        OrphanRows.erase(step, profile, with.erased());
        if (with.erased() == 0) {
            step.remove(Names.erased(profile));
        }
    }

    private static void put(Step step, @Nullable Profile found, Belongings with) {
        ProfileId profile = with.profile();
        TagRows.set(step, profile, with.tags());
        long revisions = found == null ? 0 : found.revisions();
        for (Belongings.State state : with.history()) {
            step.at(state.kept());
            HistoryRows.add(step, profile, ++revisions, state);
        }
        ProfileRecord record = with.record();
        if (record != null) {
            Payload payload = record.payload();
            Long kept =
                    with.history().isEmpty() ? null : with.history().getLast().version();
            int bytes = payload == null ? 0 : payload.size();
            ProfileRows.put(step, found, new Profile(record, bytes, with.by(), kept, revisions));
        }
        for (AuditEntry entry : with.audit()) {
            step.at(entry.at());
            AuditRows.add(step, entry);
        }
        for (Shelved each : with.orphans()) {
            step.at(each.at());
            OrphanRows.keep(step, each.orphan());
        }
        mail(step, with);
        ItemRows.replace(step, with);
    }

    private static void mail(Step step, Belongings with) {
        for (Belongings.Waiting each : with.waiting()) {
            step.at(each.sent());
            MailRows.deliver(step, each.letter(), null);
        }
        for (DeadLetter each : with.dead()) {
            step.at(each.at());
            MailRows.die(
                    step, each.letter(), each.reason(), each.letter().content().bytes());
        }
        for (Belongings.Settled each : with.settled()) {
            step.at(each.at());
            MailRows.remember(step, with.profile(), each.letter());
        }
        Mailbox box = Mailbox.present(step, with.profile());
        boolean mail = !with.waiting().isEmpty()
                || !with.dead().isEmpty()
                || !with.settled().isEmpty();
        if (mail) {
            box.put(step, with.profile());
        }
    }
}
