package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code audit}, of which the newest are kept. */
final class AuditTable {
    /** How many entries are kept. */
    static final int KEPT = 100_000;

    private final Statements statements;

    AuditTable(Statements statements) {
        this.statements = statements;
    }

    void add(Instant now, String what, @Nullable ProfileId profile, @Nullable Id from, String by) throws SQLException {
        PreparedStatement insert = statements.of(
                "INSERT INTO audit (at, what, store, key, lost_by, done_by) VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
        Columns.set(insert, 1, now);
        insert.setString(2, what);
        insert.setString(3, profile == null ? null : profile.store());
        insert.setString(4, profile == null ? null : profile.key());
        Columns.set(insert, 5, from);
        insert.setString(6, by);
        long number;
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            number = row.getLong(1);
        }
        if (number > KEPT) {
            PreparedStatement delete = statements.of("DELETE FROM audit WHERE id <= ?");
            delete.setLong(1, number - KEPT);
            delete.executeUpdate();
        }
    }

    /** The newest entries, newest first; of one profile, or of all for null. */
    List<Inspection.AuditEntry> newest(@Nullable ProfileId profile, int limit) throws SQLException {
        PreparedStatement select = statements.of("SELECT at, what, store, key, lost_by, done_by FROM audit"
                + (profile == null ? "" : " WHERE store = ?2 AND key = ?3") + " ORDER BY id DESC LIMIT ?1");
        select.setInt(1, limit);
        if (profile != null) {
            select.setString(2, profile.store());
            select.setString(3, profile.key());
        }
        List<Inspection.AuditEntry> entries = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String store = row.getString(3);
                entries.add(new Inspection.AuditEntry(
                        Columns.time(row, 1),
                        Columns.text(row, 2),
                        store == null ? null : new ProfileId(store, Columns.text(row, 4)),
                        Columns.id(row, 5),
                        Columns.text(row, 6)));
            }
        }
        return entries;
    }
}
