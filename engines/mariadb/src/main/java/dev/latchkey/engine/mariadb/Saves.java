package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.Columns;
import dev.latchkey.engine.sql.GrantQueries;
import dev.latchkey.engine.sql.ProfileTable;
import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many commits in one round trip and one transaction, each of one profile: saves, releases and hand-offs, also such as keep
 * the state before. All records are locked and read first, in the order of profiles; then each commit applies under its own
 * fence, or not. What fits no fence is refused at once; what fits and did not apply is decided by the rules then. Immutable.
 */
final class Saves {
    private static final RecordRules RULES = new RecordRules();

    private final List<Commit> commits;

    /**
     * @param commits that {@link #fit}, each of another profile, in the order of profiles
     */
    Saves(List<Commit> commits) {
        this.commits = List.copyOf(commits);
    }

    /** Whether a commit can be one of many. */
    static boolean fit(Commit commit, int maxPayload) {
        if (commit.writes().size() != 1) {
            return false;
        }
        Write write = commit.writes().get(0);
        Effects effects = write.effects();
        Payload payload = write.payload();
        return write.fence().claim() != null
                && (payload == null || payload.size() <= maxPayload)
                && effects.settled().isEmpty()
                && effects.sent().isEmpty()
                && effects.gained().isEmpty()
                && effects.dropped().isEmpty()
                && effects.tags() == null;
    }

    private static Write only(Commit commit) {
        return commit.writes().get(0);
    }

    /** The replies by their place; those that are not there are to be done the long way. */
    Map<Integer, CommitReply> run(Statements statements) throws SQLException {
        Text text = new Text();
        text.add(
                "SELECT store, profile_key, " + ProfileTable.HEAD
                        + " FROM latchkey_profile FORCE INDEX (PRIMARY) WHERE "
                        + commits.stream()
                                .map(commit -> "(store = ? AND profile_key = ?)")
                                .collect(Collectors.joining(" OR "))
                        + " ORDER BY store, profile_key FOR UPDATE",
                commits.stream().map(commit -> only(commit).profile()).toArray());
        Object[] takers = takers();
        text.add(
                "SELECT " + GrantQueries.SERVER + " FROM latchkey_server WHERE id IN (NULL"
                        + ", ?".repeat(takers.length) + ") ORDER BY id LOCK IN SHARE MODE",
                takers);
        text.addClock(statements).add("SELECT @lk_now");
        List<SaveStatements> each = new ArrayList<>();
        for (Commit commit : commits) {
            SaveStatements save = new SaveStatements(commit);
            save.addTo(text);
            each.add(save);
        }
        return text.run(statements, answers -> read(answers, each));
    }

    /** In the order of their ids, as bytes and as texts. */
    private Object[] takers() {
        TreeSet<String> ids = new TreeSet<>();
        for (Commit commit : commits) {
            if (only(commit).after() instanceof Write.HandOff to) {
                ids.add(to.server().toString());
            }
        }
        return ids.toArray();
    }

    private Map<Integer, CommitReply> read(Text.Answers answers, List<SaveStatements> each) throws SQLException {
        Map<ProfileId, ProfileRecord> found = answers.rows(Saves::records);
        Map<Id, ServerRow> takers = answers.rows(Saves::servers);
        answers.skip(1);
        Instant now = answers.rows(row -> row.next() ? Columns.time(row, 1) : Instant.EPOCH);
        Map<Integer, CommitReply> replies = new HashMap<>();
        for (int place = 0; place < each.size(); place++) {
            boolean applied = each.get(place).applied(answers);
            CommitReply reply = reply(commits.get(place), applied, found, takers, now);
            if (reply != null) {
                replies.put(place, reply);
            }
        }
        return replies;
    }

    private static @Nullable CommitReply reply(
            Commit commit,
            boolean applied,
            Map<ProfileId, ProfileRecord> found,
            Map<Id, ServerRow> takers,
            Instant now) {
        Write write = only(commit);
        ProfileRecord record = found.get(write.profile());
        if (applied) {
            CommitReply.Written written =
                    RULES.apply(record, write, commit.write(), takers::get, now).reply();
            return new CommitReply.Applied(List.of(written));
        }
        if (RULES.fits(record, write)) {
            return null;
        }
        List<@Nullable Head> heads = new ArrayList<>();
        heads.add(record == null ? null : record.head());
        return new CommitReply.Refused(heads);
    }

    private static Map<ProfileId, ProfileRecord> records(ResultSet row) throws SQLException {
        Map<ProfileId, ProfileRecord> records = new HashMap<>();
        while (row.next()) {
            ProfileId profile = new ProfileId(Columns.text(row, 1), Columns.text(row, 2));
            records.put(profile, ProfileTable.read(row, 3, profile, false));
        }
        return records;
    }

    private static Map<Id, ServerRow> servers(ResultSet row) throws SQLException {
        Map<Id, ServerRow> servers = new HashMap<>();
        while (row.next()) {
            ServerRow server = GrantQueries.server(row);
            servers.put(server.server(), server);
        }
        return servers;
    }
}
