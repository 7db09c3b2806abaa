package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.RecordRules.Step;
import dev.latchkey.spi.Write;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a commit does inside a transaction: all of it, or nothing. */
final class CommitVerbs {
    private static final RecordRules RULES = new RecordRules();

    private CommitVerbs() {}

    /** The commit's place in the order of profiles. */
    static ProfileId first(Commit commit) {
        if (commit.writes().size() == 1) {
            return commit.writes().get(0).profile();
        }
        return commit.writes().stream()
                .map(Write::profile)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    static CommitReply commit(Transaction tx, Commit asked, int maxPayload) throws SQLException {
        CommitReply saved =
                asked.writes().size() == 1 ? save(tx, asked, asked.writes().get(0), maxPayload) : null;
        return saved == null ? group(tx, asked, maxPayload) : saved;
    }

    /**
     * The common cases, in one statement, or in two where the state before is kept: each has the fence in it, so that
     * neither does anything where that does not fit. Null where it is another case.
     */
    private static @Nullable CommitReply save(Transaction tx, Commit asked, Write write, int maxPayload)
            throws SQLException {
        if (write.after() instanceof Write.Release
                || !keepsAtMost(write.effects())
                || tooLong(write.payload(), maxPayload)) {
            return null;
        }
        Occasion keep = write.effects().keep();
        if (keep != null) {
            tx.revisions.keep(write.profile(), write.fence(), keep, tx.now());
        }
        String by = write.payload() == null ? null : tx.servers.display(asked.server());
        Fence fence = write.fence();
        return switch (write.after()) {
            case Write.Keep keeps ->
                tx.profiles.save(write, asked.write(), by, tx.now())
                        ? applied(fence.token(), fence.version() + 1, null)
                        : null;
            case Write.HandOff to ->
                tx.profiles.handOff(write, to, asked.write(), by, tx.now())
                        ? applied(
                                fence.token() + 1, fence.version() + 1, new CommitReply.Holder(to.server(), to.claim()))
                        : null;
            case Write.Release release -> null;
        };
    }

    private static CommitReply applied(long token, long version, CommitReply.@Nullable Holder holder) {
        return new CommitReply.Applied(List.of(new CommitReply.Written(token, version, holder)));
    }

    /** Whether it has no effects but that the state before is kept. */
    private static boolean keepsAtMost(Effects effects) {
        return effects.settled().isEmpty()
                && effects.sent().isEmpty()
                && effects.gained().isEmpty()
                && effects.dropped().isEmpty();
    }

    private static CommitReply group(Transaction tx, Commit asked, int maxPayload) throws SQLException {
        List<ProfileTable.@Nullable Row> rows = new ArrayList<>();
        boolean fit = true;
        for (Write write : asked.writes()) {
            ProfileTable.Row row = tx.profiles.findHead(write.profile());
            rows.add(row);
            fit &= RULES.fits(row == null ? null : row.record(), write);
        }
        if (!fit) {
            return new CommitReply.Refused(heads(rows));
        }
        for (Write write : asked.writes()) {
            if (tooLong(write.payload(), maxPayload)) {
                return new CommitReply.Rejected(
                        write.profile(),
                        "the data is longer than this store takes: limit=" + maxPayload + " bytes",
                        new Offence.TooLong(maxPayload));
            }
        }
        return asked.writes().stream().allMatch(write -> write.effects().isNone())
                ? apply(tx, asked, rows, List.of())
                : effects(tx, asked, rows);
    }

    private static CommitReply effects(Transaction tx, Commit asked, List<ProfileTable.@Nullable Row> rows)
            throws SQLException {
        return switch (EffectVerbs.decide(tx, asked)) {
            case EffectRules.Refusal refusal -> refusal.reply();
            case EffectRules.Plan plan -> apply(tx, asked, rows, EffectVerbs.apply(tx, asked, plan));
        };
    }

    private static CommitReply apply(
            Transaction tx, Commit asked, List<ProfileTable.@Nullable Row> rows, List<CommitReply.Notice> notices)
            throws SQLException {
        List<CommitReply.Written> written = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            written.add(apply(tx, asked, asked.writes().get(i), rows.get(i)));
        }
        return new CommitReply.Applied(written, notices);
    }

    private static CommitReply.Written apply(Transaction tx, Commit asked, Write write, ProfileTable.@Nullable Row row)
            throws SQLException {
        ProfileRecord found = row == null ? null : row.record();
        Step<CommitReply.Written> step =
                Unread.decide(() -> RULES.apply(found, write, asked.write(), tx.servers::lookUp, tx.now()));
        ProfileRecord after = step.after();
        if (after != null && write.payload() == null) {
            tx.profiles.put(row, after);
        } else if (after != null) {
            tx.profiles.put(row, after, tx.servers.display(asked.server()));
        }
        return step.reply();
    }

    private static List<@Nullable Head> heads(List<ProfileTable.@Nullable Row> rows) {
        List<@Nullable Head> heads = new ArrayList<>();
        for (ProfileTable.Row row : rows) {
            heads.add(row == null ? null : row.record().head());
        }
        return heads;
    }

    private static boolean tooLong(@Nullable Payload payload, int most) {
        return payload != null && payload.size() > most;
    }
}
