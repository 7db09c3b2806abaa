package dev.latchkey.engine.sql;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.RecordRules.Step;
import dev.latchkey.spi.SessionEnd;
import java.sql.SQLException;
import java.time.Instant;

/** What the verbs of profiles do inside a transaction: lock and read, decide by {@link RecordRules}, write. */
final class ProfileVerbs {
    private static final RecordRules RULES = new RecordRules();

    private ProfileVerbs() {}

    static OpenReply open(Transaction tx, Open asked) throws SQLException {
        ProfileRecord found = tx.profiles.find(asked.profile());
        Instant now = tx.now();
        Step<OpenReply> step = Unread.decide(() -> RULES.open(found, asked, tx.servers.lookUp(asked.server()), now));
        ProfileRecord after = step.after();
        if (after != null) {
            if (found == null) {
                // Who sends to a profile without a record cannot lock it, and locks its mailbox (S1).
                tx.mailboxes.lock(asked.profile());
            }
            SessionEnd end = step.reply() instanceof OpenReply.Granted granted ? SessionEnd.of(granted.how()) : null;
            if (end != null) {
                AuditVerbs.ended(tx, end, asked.profile(), found, tx.servers.display(asked.server()));
            }
            tx.profiles.put(found != null, after);
            tell(tx, asked.profile(), step);
        }
        return step.reply() instanceof OpenReply.Granted granted
                ? granted.with(MailVerbs.fetch(tx, new Mailboxes.Fetch(asked.profile(), 0, Mailboxes.FIRST)))
                : step.reply();
    }

    static Cancel.Cancelled cancel(Transaction tx, Cancel asked) throws SQLException {
        ProfileRecord found = tx.profiles.findHead(asked.profile());
        Step<Cancel.Cancelled> step = RULES.cancel(found, asked, tx.now());
        ProfileRecord after = step.after();
        if (after != null) {
            if (step.reply().released()) {
                AuditVerbs.ended(tx, SessionEnd.CANCELLED, asked.profile(), found, tx.servers.display(asked.server()));
            }
            tx.profiles.put(found != null, after);
        }
        return step.reply();
    }

    static Edit.Edited edit(Transaction tx, Edit asked) throws SQLException {
        ProfileRecord found = tx.profiles.findHead(asked.profile());
        Instant now = tx.now();
        Step<Edit.Edited> step = Unread.decide(() -> RULES.edit(found, asked, tx.servers.lookUp(null), now));
        ProfileRecord after = step.after();
        if (after != null) {
            if (asked.payload() == null) {
                EffectVerbs.erase(tx, asked.profile(), after.head().token(), asked.by());
            }
            AuditVerbs.ended(tx, SessionEnd.of(asked), asked.profile(), found, asked.by());
            tx.profiles.put(found != null, after, asked.by());
            tell(tx, asked.profile(), step);
        }
        return step.reply();
    }

    /** The loser is told with its renewals, in an order that its row's lock makes. */
    private static void tell(Transaction tx, ProfileId profile, Step<?> step) throws SQLException {
        RecordRules.Loss loss = step.loss();
        if (loss != null && tx.servers.change(loss.owner()) != null) {
            tx.taken.add(profile, loss);
        }
    }
}
