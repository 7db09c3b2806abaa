package dev.latchkey.engine.mariadb;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Write;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The statements of one commit of one profile: each does something under the same conditions, or nothing. Of one thread. */
final class SaveStatements {
    private static final String FENCE =
            " WHERE store = ? AND profile_key = ? AND token = ? AND claim = ? AND version = ?"
                    + " AND owner IS NOT NULL";

    private static final String UNSPENT = " AND locate(claim, spent) = 0";

    /** Where the session can go to the load that it is for, whose server is relied on already (S3). */
    private static final String TAKER = " AND wanted_ask IS NULL AND token < " + Head.MAX_TOKEN
            + " AND claim <> ? AND locate(?, spent) = 0 AND EXISTS (SELECT 1 FROM latchkey_server t WHERE t.id = ?"
            + " AND t.buried_at IS NULL AND t.lease_end > @lk_now)";

    /** A server's name and id, for people. */
    private static final String DISPLAY =
            "concat(coalesce((SELECT concat(s.name, ' ') FROM latchkey_server s WHERE s.id = ?), ''), ?)";

    private static final String KEEP = "INSERT INTO latchkey_revision (store, profile_key, token, version, saved_at,"
            + " saved_by, occasion, kept_at, codec, schema_version, is_text, payload) SELECT store, profile_key, token,"
            + " version, updated_at, coalesce(saved_by, ''), ?, @lk_now, codec, schema_version, is_text, payload"
            + " FROM latchkey_profile";

    /** What is kept already stays. */
    private static final String ONCE = " AND codec IS NOT NULL ON DUPLICATE KEY UPDATE store = VALUES(store)";

    private static final String AUDIT = "INSERT INTO latchkey_audit (done_at, what, store, profile_key, lost_by,"
            + " done_by, name, token, began) SELECT @lk_now, ?, store, profile_key, owner, " + DISPLAY
            + ", coalesce((SELECT s.name FROM latchkey_server s WHERE s.id = owner), ''), token, session_at"
            + " FROM latchkey_profile";

    private static final String WRITTEN = "UPDATE latchkey_profile SET version = version + 1, write_id = ?,"
            + " updated_at = @lk_now, contested_until = nullif(contested_until, " + Long.MAX_VALUE + ")";

    private static final String PAYLOAD =
            ", erased = FALSE, codec = ?, schema_version = ?, is_text = ?, payload = ?, saved_by = " + DISPLAY;

    /** From left to right: a column that was set is seen as set. */
    private static final String SPENT =
            ", spent = right(ltrim(concat(spent, ' ', claim)), " + Opening.SPENT_CHARS + ")";

    private static final String RELEASED = SPENT + ", owner = NULL";

    private static final String HANDED =
            SPENT + ", token = token + 1, owner = ?, claim = ?, sealed = ?, session_at = @lk_now";

    private final Commit commit;
    private final Write write;
    private final String where;
    private final List<@Nullable Object> conditions = new ArrayList<>();
    private int before;

    SaveStatements(Commit commit) {
        this.commit = commit;
        this.write = commit.writes().get(0);
        Fence fence = write.fence();
        Collections.addAll(conditions, write.profile(), fence.token(), fence.claim(), fence.version());
        this.where = switch (write.after()) {
            case Write.Keep keep -> FENCE;
            case Write.Release release -> FENCE + UNSPENT;
            case Write.HandOff to -> {
                Collections.addAll(conditions, to.claim(), to.claim(), to.server());
                yield FENCE + UNSPENT + TAKER;
            }
        };
    }

    private void add(Text text, String sql, List<@Nullable Object> values) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(conditions);
        text.add(sql, all.toArray());
    }

    void addTo(Text text) {
        Occasion keep = write.effects().keep();
        if (keep != null) {
            add(text, KEEP + where + ONCE, values(keep.name().toLowerCase(Locale.ROOT)));
            before++;
        }
        Id server = commit.server();
        switch (write.after()) {
            case Write.Keep goesOn -> {}
            case Write.Release release -> {
                add(text, AUDIT + where, values("released", server, server));
                before++;
            }
            case Write.HandOff to -> {
                add(text, AUDIT + where, values("handed-over", to.server(), to.server()));
                before++;
            }
        }
        List<@Nullable Object> values = values(commit.write());
        Payload payload = write.payload();
        if (payload != null) {
            Collections.addAll(values, payload, server, server);
        }
        String after = switch (write.after()) {
            case Write.Keep goesOn -> "";
            case Write.Release release -> RELEASED;
            case Write.HandOff to -> {
                Collections.addAll(values, to.server(), to.claim(), commit.write());
                yield HANDED;
            }
        };
        add(text, WRITTEN + (payload == null ? "" : PAYLOAD) + after + where, values);
    }

    private static List<@Nullable Object> values(@Nullable Object... values) {
        List<@Nullable Object> list = new ArrayList<>();
        Collections.addAll(list, values);
        return list;
    }

    /** Reads the answers to what {@link #addTo} added. */
    boolean applied(Text.Answers answers) throws SQLException {
        answers.skip(before);
        return answers.count() == 1;
    }
}
