package dev.latchkey.engine.sql;

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
    private static final List<String> TABLES = List.of("profile", "letter", "dead_letter", "letter_settled");

    private Packing() {}

    private static String part(String table) {
        return "(SELECT DISTINCT store, profile_key FROM latchkey_" + table
                + " WHERE (store, profile_key) > (?, ?) ORDER BY store, profile_key LIMIT ?)";
    }

    static List<ProfileId> inhabited(Statements statements, @Nullable ProfileId after, int limit) throws SQLException {
        List<String> parts = TABLES.stream().map(Packing::part).toList();
        PreparedStatement select =
                statements.of(String.join(" UNION ", parts) + " ORDER BY store, profile_key LIMIT ?");
        int at = 1;
        for (int i = 0; i < parts.size(); i++) {
            select.setString(at++, after == null ? "" : after.store());
            select.setString(at++, after == null ? "" : after.key());
            select.setInt(at++, limit);
        }
        select.setInt(at, limit);
        List<ProfileId> profiles = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                profiles.add(Columns.profile(row, 1));
            }
        }
        return profiles;
    }

    /** In a transaction, of which this makes one that sees one moment. */
    static Belongings pack(Statements statements, ProfileId profile) throws SQLException {
        statements.of("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").execute();
        ProfileTable profiles = new ProfileTable(statements);
        return new Belongings(
                profile,
                profiles.look(profile),
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
