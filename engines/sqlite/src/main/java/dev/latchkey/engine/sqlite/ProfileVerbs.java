package dev.latchkey.engine.sqlite;

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
import org.jspecify.annotations.Nullable;

/** What the verbs of profiles do inside a transaction: read, decide by {@link RecordRules}, write. */
final class ProfileVerbs {
    private static final RecordRules RULES = new RecordRules();

    private ProfileVerbs() {}

    static OpenReply open(Transaction tx, Open asked) throws SQLException {
        ProfileTable.Row found = tx.profiles.findAll(asked.profile());
        Step<OpenReply> step = Unread.decide(() -> RULES.open(record(found), asked, tx.servers::lookUp, tx.now()));
        ProfileRecord after = step.after();
        if (after != null) {
            SessionEnd end = step.reply() instanceof OpenReply.Granted granted ? SessionEnd.of(granted.how()) : null;
            ProfileTable.@Nullable Entry entry =
                    end == null ? null : AuditVerbs.ended(tx, end, found, tx.servers.display(asked.server()));
            tx.profiles.put(found, after, entry);
            tell(tx, asked.profile(), step);
        }
        return step.reply() instanceof OpenReply.Granted granted && (found == null || found.mailed())
                ? granted.with(MailVerbs.fetch(tx, new Mailboxes.Fetch(asked.profile(), 0, Mailboxes.FIRST)))
                : step.reply();
    }

    static Cancel.Cancelled cancel(Transaction tx, Cancel asked) throws SQLException {
        ProfileTable.Row found = tx.profiles.findHead(asked.profile());
        Step<Cancel.Cancelled> step = RULES.cancel(record(found), asked, tx.now());
        ProfileRecord after = step.after();
        if (after != null) {
            ProfileTable.@Nullable Entry entry = step.reply().released()
                    ? AuditVerbs.ended(tx, SessionEnd.CANCELLED, found, tx.servers.display(asked.server()))
                    : null;
            tx.profiles.put(found, after, entry);
        }
        return step.reply();
    }

    static Edit.Edited edit(Transaction tx, Edit asked) throws SQLException {
        ProfileTable.Row found = tx.profiles.findHead(asked.profile());
        Step<Edit.Edited> step = Unread.decide(() -> RULES.edit(record(found), asked, tx.servers::lookUp, tx.now()));
        ProfileRecord after = step.after();
        if (after != null) {
            if (asked.payload() == null) {
                tx.audit.erase(asked.profile());
            }
            ProfileTable.Entry entry = AuditVerbs.ended(tx, SessionEnd.of(asked), found, asked.by());
            tx.profiles.put(found, after, asked.by(), entry);
            if (asked.payload() == null) {
                EffectVerbs.erase(tx, asked.profile(), after.head().token(), asked.by());
            }
            tell(tx, asked.profile(), step);
        }
        return step.reply();
    }

    private static void tell(Transaction tx, ProfileId profile, Step<?> step) throws SQLException {
        RecordRules.Loss loss = step.loss();
        if (loss != null && tx.servers.find(loss.owner()) != null) {
            tx.taken.add(profile, loss);
        }
    }

    private static @Nullable ProfileRecord record(ProfileTable.@Nullable Row row) {
        return row == null ? null : row.record();
    }
}
