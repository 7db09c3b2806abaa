package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.RecordRules.Step;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Write;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the verbs of profiles do inside a transaction: read, decide by {@link RecordRules}, write. */
final class ProfileVerbs {
    private static final RecordRules RULES = new RecordRules();

    private ProfileVerbs() {}

    static OpenReply open(Transaction tx, Open asked) throws SQLException {
        ProfileTable.Row found = tx.profiles.find(asked.profile());
        Step<OpenReply> step = Rows.decide(tx, servers -> RULES.open(record(found), asked, servers, tx.now()));
        ProfileRecord after = step.after();
        if (after != null) {
            tx.profiles.put(found, after, false);
            tell(tx, asked.profile(), step);
            if (step.reply() instanceof OpenReply.Granted granted) {
                audit(tx, asked, found == null ? null : found.record().head().owner(), granted.how());
            }
        }
        return step.reply();
    }

    private static void audit(Transaction tx, Open asked, @Nullable Id from, OpenReply.How how) throws SQLException {
        switch (how) {
            case TAKEN_OVER ->
                tx.audit.add(tx.now(), "taken-over", asked.profile(), from, Rows.name(tx, asked.server()));
            case STOLEN -> tx.audit.add(tx.now(), "stolen", asked.profile(), from, Rows.name(tx, asked.server()));
            case FREE, RECOGNISED, RECLAIMED -> {}
        }
    }

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
        CommitReply saved = asked.writes().size() == 1
                ? save(tx, asked.write(), asked.writes().get(0), maxPayload)
                : null;
        return saved == null ? group(tx, asked, maxPayload) : saved;
    }

    /** The common cases, in one statement; null where it is another. */
    private static @Nullable CommitReply save(Transaction tx, Id id, Write write, int maxPayload) throws SQLException {
        if (tooLong(write.payload(), maxPayload)) {
            return null;
        }
        Fence fence = write.fence();
        return switch (write.after()) {
            case Write.Keep keep ->
                tx.profiles.save(write.profile(), fence, id, write.payload(), tx.now())
                        ? applied(fence.token(), fence.version() + 1, null)
                        : null;
            case Write.HandOff to ->
                tx.profiles.handOff(write.profile(), fence, id, write.payload(), to, tx.now())
                        ? applied(
                                fence.token() + 1, fence.version() + 1, new CommitReply.Holder(to.server(), to.claim()))
                        : null;
            case Write.Release release -> null;
        };
    }

    private static CommitReply applied(long token, long version, CommitReply.@Nullable Holder holder) {
        return new CommitReply.Applied(List.of(new CommitReply.Written(token, version, holder)));
    }

    private static CommitReply group(Transaction tx, Commit asked, int maxPayload) throws SQLException {
        List<ProfileTable.@Nullable Row> rows = new ArrayList<>();
        boolean fits = true;
        for (Write write : asked.writes()) {
            ProfileTable.Row row = tx.profiles.findHead(write.profile());
            rows.add(row);
            fits &= RULES.fits(record(row), write);
        }
        if (!fits) {
            return new CommitReply.Refused(heads(rows));
        }
        for (Write write : asked.writes()) {
            if (tooLong(write.payload(), maxPayload)) {
                return new CommitReply.Rejected(
                        write.profile(), "the data is longer than this store takes: limit=" + maxPayload + " bytes");
            }
        }
        List<CommitReply.Written> written = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            written.add(apply(tx, asked.write(), asked.writes().get(i), rows.get(i)));
        }
        return new CommitReply.Applied(written);
    }

    private static CommitReply.Written apply(Transaction tx, Id id, Write write, ProfileTable.@Nullable Row row)
            throws SQLException {
        if (row == null) {
            throw new IllegalStateException("a write that fits has a record");
        }
        Step<CommitReply.Written> step =
                Rows.decide(tx, servers -> RULES.apply(row.record(), write, id, servers, tx.now()));
        ProfileRecord after = step.after();
        if (after != null) {
            tx.profiles.put(row, after, write.payload() != null);
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

    static Cancel.Cancelled cancel(Transaction tx, Cancel asked) throws SQLException {
        ProfileTable.Row found = tx.profiles.findHead(asked.profile());
        Step<Cancel.Cancelled> step = RULES.cancel(record(found), asked, tx.now());
        ProfileRecord after = step.after();
        if (after != null) {
            tx.profiles.put(found, after, false);
        }
        return step.reply();
    }

    static Edit.Edited edit(Transaction tx, Edit asked) throws SQLException {
        ProfileTable.Row found = tx.profiles.findHead(asked.profile());
        Step<Edit.Edited> step = Rows.decide(tx, servers -> RULES.edit(record(found), asked, servers, tx.now()));
        ProfileRecord after = step.after();
        if (after != null) {
            tx.profiles.put(found, after, true);
            tell(tx, asked.profile(), step);
            Id from = found == null ? null : found.record().head().owner();
            String what = asked.payload() == null ? "erased" : "edited";
            tx.audit.add(tx.now(), what, asked.profile(), from, asked.by());
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

    /** Servers' rows for the rules, which know no {@link SQLException}. */
    private static final class Rows {
        private Rows() {}

        static <R> Step<R> decide(Transaction tx, Function<Function<Id, @Nullable ServerRow>, Step<R>> rule)
                throws SQLException {
            try {
                return rule.apply(server -> find(tx, server));
            } catch (Unread e) {
                throw e.failure;
            }
        }

        private static @Nullable ServerRow find(Transaction tx, Id server) {
            try {
                return tx.servers.find(server);
            } catch (SQLException e) {
                throw new Unread(e);
            }
        }

        /** A server's name and id, for the audit. */
        static String name(Transaction tx, Id server) throws SQLException {
            ServerRow row = tx.servers.find(server);
            return (row == null ? "" : row.name() + " ") + server;
        }
    }

    private static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final SQLException failure;

        Unread(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
