package dev.latchkey.engine.sql;

import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a renewal brings (L1): its queries, and their answers. */
public final class RenewalQueries {
    /** Sessions of a server that loads wait for: its id. Without loads of buried servers, which wait no more (L4). */
    public static final String WANTED =
            "SELECT store, profile_key, token, claim, wanted_server, wanted_claim, wanted_ask"
                    + " FROM latchkey_profile WHERE owner = ? AND wanted_ask IS NOT NULL"
                    + " AND NOT EXISTS (SELECT 1 FROM latchkey_server WHERE id = wanted_server AND buried_at IS NOT NULL)"
                    + " ORDER BY store, profile_key";

    /** Sessions that a server has lost: its id. */
    public static final String TAKEN = "SELECT number, store, profile_key, token, claim, how, taken_by"
            + " FROM latchkey_taken WHERE owner = ? ORDER BY number";

    /** Mailboxes of a server's open profiles with letters that came meanwhile: its id, twice. */
    public static final String MAIL = "SELECT DISTINCT l.store, l.profile_key FROM latchkey_letter l"
            + " JOIN latchkey_profile p ON p.store = l.store AND p.profile_key = l.profile_key"
            + " WHERE l.notify = ? AND p.owner = ? ORDER BY l.store, l.profile_key";

    private RenewalQueries() {}

    /** Reads {@link #WANTED}. */
    public static List<RenewReply.WantedSession> wanted(ResultSet row) throws SQLException {
        List<RenewReply.WantedSession> all = new ArrayList<>();
        while (row.next()) {
            all.add(new RenewReply.WantedSession(
                    Columns.profile(row, 1),
                    row.getLong(3),
                    Columns.someId(row, 4),
                    new Wanted(Columns.someId(row, 5), Columns.someId(row, 6), row.getLong(7))));
        }
        return all;
    }

    /** Reads {@link #TAKEN}. */
    public static List<RenewReply.Taken> taken(ResultSet row) throws SQLException {
        List<RenewReply.Taken> all = new ArrayList<>();
        while (row.next()) {
            all.add(new RenewReply.Taken(
                    row.getLong(1),
                    Columns.profile(row, 2),
                    row.getLong(4),
                    Columns.someId(row, 5),
                    RenewReply.How.valueOf(Columns.text(row, 6).toUpperCase(Locale.ROOT)),
                    Columns.text(row, 7)));
        }
        return all;
    }

    /** Reads {@link #MAIL}. */
    public static List<ProfileId> mail(ResultSet row) throws SQLException {
        List<ProfileId> profiles = new ArrayList<>();
        while (row.next()) {
            profiles.add(Columns.profile(row, 1));
        }
        return profiles;
    }
}
