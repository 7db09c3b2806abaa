package dev.latchkey.engine.table;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.SessionEnd;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The steps on records: what {@link RecordRules} say, on rows. */
final class RecordSteps {
    private final Rules rules;

    RecordSteps(Rules rules) {
        this.rules = rules;
    }

    private static Function<Id, @Nullable ServerRow> servers(Step step) {
        return server -> ServerRows.row(step, server);
    }

    static List<Read> reads(Open asked) {
        return List.of(
                ProfileRows.get(asked.profile(), true), ServerRows.get(asked.server()), Mailbox.get(asked.profile()));
    }

    OpenReply open(Step step, Open asked) {
        Profile found = ProfileRows.found(step, asked.profile(), true);
        var done = rules.records().open(ProfileRows.record(found), asked, servers(step), step.now());
        if (!(done.reply() instanceof OpenReply.Granted granted)) {
            apply(step, found, done);
            return done.reply();
        }
        SessionEnd end = SessionEnd.of(granted.how());
        if (end != null) {
            AuditRows.ended(step, end, asked.profile(), found, ServerRows.display(step, asked.server()));
        }
        apply(step, found, done);
        return granted.with(MailRows.fetch(step, asked.profile(), 0, Mailboxes.FIRST));
    }

    static List<Read> reads(Commit asked) {
        List<Read> reads = new ArrayList<>();
        reads.add(ServerRows.get(asked.server()));
        for (Write write : asked.writes()) {
            reads.add(ProfileRows.get(write.profile(), write.effects().keep() != null));
            EffectSteps.reads(write.profile(), write.effects(), reads);
            if (write.after() instanceof Write.HandOff handOff) {
                reads.add(ServerRows.get(handOff.server()));
            }
        }
        return reads;
    }

    CommitReply commit(Step step, Commit asked) {
        Map<ProfileId, Profile> found = new HashMap<>();
        for (Write write : asked.writes()) {
            Profile profile =
                    ProfileRows.found(step, write.profile(), write.effects().keep() != null);
            if (profile != null) {
                found.put(write.profile(), profile);
            }
        }
        if (!rules.records().fit(asked.writes(), profile -> ProfileRows.record(found.get(profile)))) {
            List<@Nullable Head> heads = new ArrayList<>();
            for (Write write : asked.writes()) {
                Profile profile = found.get(write.profile());
                heads.add(profile == null ? null : profile.head());
            }
            return new CommitReply.Refused(heads);
        }
        return switch (rules.effects().decide(asked.writes(), new EffectSteps.Present(step))) {
            case EffectRules.Refusal refusal -> refusal.reply();
            case EffectRules.Plan plan -> {
                EffectSteps.before(step, asked);
                List<CommitReply.Written> written = write(step, asked, found);
                String server = plan.placed().isEmpty() ? "" : ServerRows.display(step, asked.server());
                yield new CommitReply.Applied(written, EffectSteps.deliver(step, plan, server));
            }
        };
    }

    private List<CommitReply.Written> write(Step step, Commit asked, Map<ProfileId, Profile> found) {
        Map<ProfileId, CommitReply.Written> written = new HashMap<>();
        asked.writes().stream()
                .sorted(Comparator.comparing(Write::profile))
                .forEach(write -> written.put(write.profile(), write(step, asked, write, found.get(write.profile()))));
        List<CommitReply.Written> inOrder = new ArrayList<>();
        asked.writes().forEach(write -> inOrder.add(written.get(write.profile())));
        return inOrder;
    }

    private CommitReply.Written write(Step step, Commit asked, Write write, @Nullable Profile found) {
        var done = rules.records().apply(ProfileRows.record(found), write, asked.write(), servers(step), step.now());
        ProfileRecord after = done.after();
        if (after == null) {
            return done.reply();
        }
        String server = ServerRows.display(step, asked.server());
        SessionEnd end = SessionEnd.of(found == null ? null : found.head(), after.head());
        if (end != null) {
            Id owner = after.head().owner();
            AuditRows.ended(
                    step, end, write.profile(), found, owner == null ? server : ServerRows.display(step, owner));
        }
        Profile kept = found == null || write.effects().keep() == null
                ? found
                : HistoryRows.keep(step, found, write.effects().keep());
        Profile next = kept == null ? Profile.fresh(after) : kept.with(after);
        ProfileRows.put(step, found, write.payload() == null ? next : next.by(server));
        return done.reply();
    }

    static List<Read> reads(Cancel asked) {
        return List.of(ProfileRows.get(asked.profile(), false), ServerRows.get(asked.server()));
    }

    Cancel.Cancelled cancel(Step step, Cancel asked) {
        Profile found = ProfileRows.found(step, asked.profile(), false);
        var done = rules.records().cancel(ProfileRows.record(found), asked, step.now());
        if (done.reply().released()) {
            String by = ServerRows.display(step, asked.server());
            AuditRows.ended(step, SessionEnd.CANCELLED, asked.profile(), found, by);
        }
        apply(step, found, done);
        return done.reply();
    }

    static List<Read> reads(Edit asked) {
        return List.of(ProfileRows.get(asked.profile(), false));
    }

    Edit.Edited edit(Step step, Edit asked) {
        Profile found = ProfileRows.found(step, asked.profile(), false);
        var done = rules.records().edit(ProfileRows.record(found), asked, servers(step), step.now());
        if (done.after() == null) {
            return done.reply();
        }
        AuditRows.ended(step, SessionEnd.of(asked), asked.profile(), found, asked.by());
        boolean erased = asked.payload() == null;
        if (erased) {
            EffectSteps.erase(step, asked.profile(), done.after().head().token(), asked.by());
        }
        lose(step, asked.profile(), done.loss());
        Profile next = found == null ? Profile.fresh(done.after()) : found.with(done.after());
        ProfileRows.put(
                step, found, erased ? new Profile(next.record(), 0, "", null, next.revisions()) : next.by(asked.by()));
        return done.reply();
    }

    private static void apply(Step step, @Nullable Profile found, RecordRules.Step<?> done) {
        ProfileRecord after = done.after();
        if (after != null) {
            lose(step, after.profile(), done.loss());
            ProfileRows.put(step, found, found == null ? Profile.fresh(after) : found.with(after));
        }
    }

    private static void lose(Step step, ProfileId profile, RecordRules.@Nullable Loss loss) {
        if (loss != null) {
            ServerRows.lose(step, profile, loss);
        }
    }
}
