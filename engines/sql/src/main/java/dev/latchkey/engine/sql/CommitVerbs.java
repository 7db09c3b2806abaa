package dev.latchkey.engine.sql;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.RecordRules.Step;
import dev.latchkey.spi.Write;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** Records first, in the order of profiles: those written, and those that get a letter (S1: whoever opens one waits). */
    private static List<@Nullable ProfileRecord> lock(Transaction tx, Commit asked) throws SQLException {
        Map<ProfileId, Boolean> written = new TreeMap<>();
        for (Write write : asked.writes()) {
            write.effects().sent().forEach(letter -> written.putIfAbsent(letter.to(), false));
            written.put(write.profile(), true);
        }
        Map<ProfileId, @Nullable ProfileRecord> found = new HashMap<>();
        for (Map.Entry<ProfileId, Boolean> each : written.entrySet()) {
            if (each.getValue()) {
                found.put(each.getKey(), tx.profiles.findHead(each.getKey()));
            } else {
                tx.profiles.hold(each.getKey());
            }
        }
        List<@Nullable ProfileRecord> records = new ArrayList<>();
        for (Write write : asked.writes()) {
            records.add(found.get(write.profile()));
        }
        return records;
    }

    static CommitReply commit(Transaction tx, Commit asked, int maxPayload) throws SQLException {
        List<@Nullable ProfileRecord> records = lock(tx, asked);
        boolean fit = true;
        for (int i = 0; i < records.size(); i++) {
            fit &= RULES.fits(records.get(i), asked.writes().get(i));
        }
        if (!fit) {
            return new CommitReply.Refused(heads(records));
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
                ? new CommitReply.Applied(apply(tx, asked, records))
                : effects(tx, asked, records);
    }

    private static CommitReply effects(Transaction tx, Commit asked, List<@Nullable ProfileRecord> records)
            throws SQLException {
        EffectVerbs.lock(tx, asked);
        return switch (EffectVerbs.decide(tx, asked)) {
            case EffectRules.Refusal refusal -> refusal.reply();
            case EffectRules.Plan plan -> {
                EffectVerbs.before(tx, asked);
                List<CommitReply.Written> written = apply(tx, asked, records);
                yield new CommitReply.Applied(
                        written, EffectVerbs.deliver(tx, plan, tx.servers.display(asked.server())));
            }
        };
    }

    private static List<CommitReply.Written> apply(Transaction tx, Commit asked, List<@Nullable ProfileRecord> records)
            throws SQLException {
        List<CommitReply.Written> written = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            written.add(apply(tx, asked, asked.writes().get(i), records.get(i)));
        }
        return written;
    }

    private static CommitReply.Written apply(Transaction tx, Commit asked, Write write, @Nullable ProfileRecord found)
            throws SQLException {
        Instant now = tx.now();
        Step<CommitReply.Written> step =
                Unread.decide(() -> RULES.apply(found, write, asked.write(), tx.servers::taker, now));
        ProfileRecord after = step.after();
        if (after != null) {
            AuditVerbs.written(tx, asked.server(), found, after);
            if (write.payload() == null) {
                tx.profiles.put(found != null, after);
            } else {
                tx.profiles.put(found != null, after, tx.servers.display(asked.server()));
            }
        }
        return step.reply();
    }

    private static List<@Nullable Head> heads(List<@Nullable ProfileRecord> records) {
        List<@Nullable Head> heads = new ArrayList<>();
        for (ProfileRecord record : records) {
            heads.add(record == null ? null : record.head());
        }
        return heads;
    }

    private static boolean tooLong(@Nullable Payload payload, int most) {
        return payload != null && payload.size() > most;
    }
}
