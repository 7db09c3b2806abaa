package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.Columns;
import dev.latchkey.engine.sql.GrantQueries;
import dev.latchkey.engine.sql.ProfileTable;
import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open in one round trip. The record is locked, then the opener's row relied on (L2), then what is free is granted; then
 * record and mail are read (S1). All that is refused or recognised is decided by the rules, on what was seen; what
 * else is to be written is done the long way.
 */
final class Opening {
    private static final RecordRules RULES = new RecordRules();

    /** The spent claims stand in a row with one space between them. */
    static final int SPENT_CHARS = Head.MAX_SPENT * (Columns.ID_DIGITS + 1) - 1;

    private static final String NAMED = " FROM latchkey_profile WHERE store = ? AND profile_key = ?";

    private static final String LOCK = "SELECT owner IS NOT NULL" + NAMED + " FOR UPDATE";

    private static final String LIVE = "SELECT count(*) INTO @lk_live FROM latchkey_server WHERE id = ?"
            + " AND buried_at IS NULL AND lease_end > @lk_now LOCK IN SHARE MODE";

    private static final String FREE = "SELECT count(*) INTO @lk_ok" + NAMED + " AND @lk_live = 1 AND token < "
            + Head.MAX_TOKEN + " AND locate(?, spent) = 0 AND (owner IS NULL OR claim <> ? AND locate(claim, spent) = 0"
            + " AND EXISTS (SELECT 1 FROM latchkey_server b WHERE b.id = owner AND b.buried_at IS NOT NULL))";

    private static final String AUDIT = "INSERT INTO latchkey_audit (done_at, what, store, profile_key, lost_by,"
            + " done_by, name, token, began) SELECT @lk_now, 'taken-over', p.store, p.profile_key, p.owner,"
            + " (SELECT concat(s.name, ' ', ?) FROM latchkey_server s WHERE s.id = ?),"
            + " coalesce((SELECT s.name FROM latchkey_server s WHERE s.id = p.owner), ''), p.token, p.session_at"
            + " FROM latchkey_profile p WHERE p.store = ? AND p.profile_key = ? AND p.owner IS NOT NULL AND @lk_ok = 1";

    /** From left to right: a column that was set is seen as set. */
    private static final String GRANT = "UPDATE latchkey_profile SET token = token + 1,"
            + " spent = CASE WHEN owner IS NULL THEN spent ELSE right(ltrim(concat(spent, ' ', claim)), " + SPENT_CHARS
            + ") END, owner = ?, claim = ?, sealed = write_id, session_at = @lk_now,"
            + " wanted_server = CASE WHEN wanted_claim = ? THEN NULL ELSE wanted_server END,"
            + " wanted_ask = CASE WHEN wanted_claim = ? THEN NULL ELSE wanted_ask END,"
            + " wanted_claim = CASE WHEN wanted_claim = ? THEN NULL ELSE wanted_claim END"
            + " WHERE store = ? AND profile_key = ? AND @lk_ok = 1";

    /** Data only for whoever has the session. */
    private static final String RECORD =
            "SELECT @lk_now, " + ProfileTable.HEAD + ", CASE WHEN owner = ? AND claim = ? THEN payload END" + NAMED;

    private static final String SERVERS =
            "SELECT " + GrantQueries.SERVER + " FROM latchkey_server WHERE id IN (?, (SELECT owner" + NAMED + "))";

    private final Open asked;

    Opening(Open asked) {
        this.asked = asked;
    }

    /** Whether an open of this kind can end here; the others change what they find. */
    static boolean fits(Open open) {
        return !(open.mode() instanceof Open.Reclaim);
    }

    /**
     * What was seen.
     *
     * @param how of a grant; null where nothing was granted
     */
    private record Seen(
            OpenReply.@Nullable How how,
            Instant now,
            @Nullable ProfileRecord record) {}

    /** Empty where it is to be done the long way; then nothing was done, or what was done is recognised. */
    Optional<OpenReply> run(Statements statements) throws SQLException {
        ProfileId profile = asked.profile();
        Id server = asked.server();
        Id claim = asked.claim();
        Text text = new Text().add(LOCK, profile).addClock(statements).add(LIVE, server);
        text.add(FREE, profile, claim, claim).add(AUDIT, server, server, profile);
        text.add(GRANT, server, claim, claim, claim, claim, profile).add(RECORD, server, claim, profile);
        text.add(SERVERS, server, profile).add(GrantQueries.MAIL, profile, 0, Mailboxes.FIRST);
        return text.run(statements, this::read);
    }

    private Optional<OpenReply> read(Text.Answers answers) throws SQLException {
        boolean owned = answers.rows(row -> row.next() && row.getBoolean(1));
        answers.skip(4);
        OpenReply.How how = answers.count() == 0 ? null : owned ? OpenReply.How.TAKEN_OVER : OpenReply.How.FREE;
        Seen seen = answers.rows(row -> row.next()
                ? new Seen(how, Columns.time(row, 1), ProfileTable.read(row, 2, asked.profile(), true))
                : new Seen(null, Instant.EPOCH, null));
        Map<Id, ServerRow> servers = answers.rows(Opening::servers);
        // In a record, since there may be none.
        record Mail(@Nullable List<Delivery> fresh) {}
        Mail mail = answers.rows(row -> new Mail(GrantQueries.mail(row, seen.now())));
        return reply(seen, servers, mail.fresh());
    }

    private static Map<Id, ServerRow> servers(ResultSet row) throws SQLException {
        Map<Id, ServerRow> servers = new HashMap<>();
        while (row.next()) {
            ServerRow server = GrantQueries.server(row);
            servers.put(server.server(), server);
        }
        return servers;
    }

    private Optional<OpenReply> reply(Seen seen, Map<Id, ServerRow> servers, @Nullable List<Delivery> mail) {
        ProfileRecord found = seen.record();
        if (found == null) {
            return Optional.empty();
        }
        RecordRules.Step<OpenReply> step = RULES.open(found, asked, servers::get, seen.now());
        if (step.after() != null) {
            return Optional.empty();
        }
        if (!(step.reply() instanceof OpenReply.Granted granted)) {
            return Optional.of(step.reply());
        }
        // Letters have expired: the long way recognises this grant, and buries them.
        return mail == null
                ? Optional.empty()
                : Optional.of(new OpenReply.Granted(
                        granted.record(), seen.how() == null ? granted.how() : seen.how(), granted.contested(), mail));
    }
}
