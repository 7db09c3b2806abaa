package dev.latchkey.engine.sql;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Relocation;
import java.sql.SQLException;

/** A profile from another store, put in the place of what is here. */
final class Unpacking {
    private Unpacking() {}

    static Relocation.Unpacked unpack(Transaction tx, Belongings asked) throws SQLException {
        Belongings with = asked.atRest();
        ProfileRecord found = tx.profiles.findHead(with.profile());
        tx.mailboxes.lock(with.profile());
        Head before = found == null ? null : found.head();
        ProfileRecord next = with.record();
        boolean applied = Relocation.mayReplace(before, next == null ? null : next.head());
        if (applied) {
            replace(tx, found != null, with);
        }
        return new Relocation.Unpacked(applied, before == null ? Head.EMPTY : before);
    }

    private static void replace(Transaction tx, boolean found, Belongings with) throws SQLException {
        ProfileId profile = with.profile();
        ProfileRecord record = with.record();
        if (record != null) {
            tx.profiles.put(found, record, with.by());
        }
        tx.audit.erase(profile);
        for (AuditEntry entry : with.audit()) {
            tx.audit.add(entry.at(), entry.what(), profile, entry.from(), entry.by(), entry.session());
        }
        tx.tags.set(profile, with.tags());
        mail(tx, with);
        tx.revisions.erase(profile);
        for (Belongings.State state : with.history()) {
            tx.revisions.add(profile, state);
        }
        tx.orphans.replace(with);
        tx.items.replace(with);
    }

    private static void mail(Transaction tx, Belongings with) throws SQLException {
        tx.mail.erase(with.profile());
        tx.dead.erase(with.profile());
        tx.settled.forget(with.profile());
        for (Belongings.Waiting each : with.waiting()) {
            tx.mail.deliver(each.letter(), null, each.sent());
        }
        for (DeadLetter each : with.dead()) {
            tx.dead.add(each);
        }
        for (Belongings.Settled each : with.settled()) {
            tx.settled.add(with.profile(), each.letter(), each.at());
        }
    }
}
