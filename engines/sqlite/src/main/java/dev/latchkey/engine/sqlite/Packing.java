package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that belongs to a profile, read at one moment. */
final class Packing {
    private static final String INHABITED = part("profile") + " UNION " + part("letter") + " UNION "
            + part("dead_letter") + " UNION " + part("letter_settled") + " ORDER BY 1, 2 LIMIT ?3";

    private Packing() {}

    private static String part(String table) {
        return "SELECT * FROM (SELECT DISTINCT store, key FROM " + table
                + " WHERE (store, key) > (?1, ?2) ORDER BY store, key LIMIT ?3)";
    }

    static List<ProfileId> inhabited(Statements statements, @Nullable ProfileId after, int limit) throws SQLException {
        PreparedStatement select = statements.of(INHABITED);
        select.setString(1, after == null ? "" : after.store());
        select.setString(2, after == null ? "" : after.key());
        select.setInt(3, limit);
        List<ProfileId> profiles = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                profiles.add(Columns.profile(row, 1));
            }
        }
        return profiles;
    }

    /** In a transaction, which sees one moment; a connection that fails in it is not used again. */
    static Belongings pack(Statements statements, ProfileId profile) throws SQLException {
        statements.run("BEGIN");
        Belongings packed = read(statements, profile);
        statements.run("COMMIT");
        return packed;
    }

    private static Belongings read(Statements statements, ProfileId profile) throws SQLException {
        ProfileTable profiles = new ProfileTable(statements);
        ProfileTable.Row row = profiles.find(profile);
        return new Belongings(
                profile,
                row == null ? null : row.record(),
                profiles.writer(profile),
                new TagTable(statements).of(profile),
                new MailTable(statements).all(profile),
                new DeadTable(statements).newest(profile, Integer.MAX_VALUE).reversed(),
                new SettledTable(statements).all(profile),
                new RevisionTable(statements).all(profile),
                new OrphanTable(statements).erased(profile),
                new OrphanTable(statements).newest(profile, Integer.MAX_VALUE).reversed(),
                new AuditTable(statements).newest(profile, Integer.MAX_VALUE).reversed(),
                new ItemTable(statements).of(profile));
    }
}
