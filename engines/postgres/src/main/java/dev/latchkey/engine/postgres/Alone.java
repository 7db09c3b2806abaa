package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Columns;
import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Write;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * One save or release in one plain statement, which neither reads nor locks its row first, nor sorts. It does what {@link
 * Saves} does, and leaves out what does not apply, too. Immutable.
 */
record Alone(Commit commit) {
    private static final String FENCE = " FROM " + Saves.CALL
            + " WHERE p.store = ? AND p.profile_key = ? AND p.token = ? AND p.claim = ? AND p.version = ?";

    private static final String COMMON =
            "UPDATE latchkey_profile p SET version = p.version + 1, updated_at = c.millis, " + Saves.CONTEST
                    + ", write_id = ?";

    private static final String DATA =
            ", erased = FALSE, saved_by = c.shown, codec = ?, schema_version = ?, is_text = ?, payload = ?";

    private static final String REPLY = " RETURNING p.token, p.version";

    private static final String SAVE = COMMON + DATA + FENCE + " AND p.owner IS NOT NULL" + REPLY;

    /** Of the owner itself: then the audit knows who lost it, though the row does not any more. */
    private static final String RELEASE =
            ", owner = NULL, spent = right(ltrim(p.spent || ' ' || p.claim), " + Saves.SPENT_CHARS + ")";

    private static final String OWN = FENCE + " AND p.owner = ? AND position(p.claim IN p.spent) = 0";

    private static final String TOLD = REPLY + ", p.session_at, p.updated_at, c.shown), told AS (INSERT INTO"
            + " latchkey_audit (done_at, what, store, profile_key, lost_by, done_by, name, token, began)"
            + " SELECT updated_at, 'released', ?, ?, ?, shown, coalesce((SELECT s.name FROM latchkey_server s"
            + " WHERE s.id = ?), ''), token, session_at FROM done) SELECT token, version FROM done";

    private static final String RELEASE_PLAIN = "WITH done AS (" + COMMON + RELEASE + OWN + TOLD;

    private static final String RELEASE_SAVING = "WITH done AS (" + COMMON + DATA + RELEASE + OWN + TOLD;

    /** Whether a commit of {@link Saves} can go this way. */
    static boolean fits(Commit commit) {
        Write write = Saves.only(commit);
        return write.effects().keep() == null
                && switch (write.after()) {
                    case Write.Keep keep -> write.payload() != null;
                    case Write.Release release -> true;
                    case Write.HandOff to -> false;
                };
    }

    /** The reply if it applied, as of place 0. */
    Map<Integer, CommitReply> run(Statements statements) throws SQLException {
        Write write = Saves.only(commit);
        boolean release = write.after() instanceof Write.Release;
        String sql = !release ? SAVE : write.payload() == null ? RELEASE_PLAIN : RELEASE_SAVING;
        PreparedStatement update = statements.of(sql);
        set(update, write, release);
        try (ResultSet row = update.executeQuery()) {
            return row.next()
                    ? Map.of(
                            0,
                            new CommitReply.Applied(
                                    List.of(new CommitReply.Written(row.getLong(1), row.getLong(2), null))))
                    : Map.of();
        }
    }

    private void set(PreparedStatement update, Write write, boolean release) throws SQLException {
        int at = 1;
        Columns.set(update, at++, commit.write());
        Payload payload = write.payload();
        if (payload != null) {
            update.setString(at++, payload.codec());
            update.setInt(at++, payload.schema());
            update.setBoolean(at++, payload.text());
            update.setBytes(at++, payload.bytes());
        }
        Columns.set(update, at++, commit.server());
        Columns.set(update, at++, commit.server());
        Fence fence = write.fence();
        Columns.set(update, at, write.profile());
        at += 2;
        update.setLong(at++, fence.token());
        Columns.set(update, at++, fence.claim());
        update.setLong(at++, fence.version());
        if (release) {
            Columns.set(update, at++, commit.server());
            Columns.set(update, at, write.profile());
            at += 2;
            Columns.set(update, at++, commit.server());
            Columns.set(update, at, commit.server());
        }
    }
}
