package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code letter}: what waits (S6). */
final class MailTable {
    private static final String BOX = " FROM letter WHERE store = ?1 AND key = ?2";

    /** Numbers come from the index alone, so that no letter is read which is not wanted. */
    private static final String LIST = "SELECT number, sent_at, expires_at, " + Letters.READ
            + " FROM letter WHERE number IN (SELECT number" + BOX + " AND number > ?3 ORDER BY number LIMIT ?4)"
            + " ORDER BY number";

    private static final String FIND =
            "SELECT " + Letters.READ + BOX + " AND id = ?3 AND ifnull(expires_at <= ?4, 0) = ?5";

    /** The receiver's owner is told by its next renewal (L1). */
    private static final String OWNER = "(SELECT owner FROM profile WHERE store = ?1 AND key = ?2)";

    private static final String INSERT = "INSERT INTO letter (" + Letters.COLUMNS + ", sent_at, expires_at, notify)"
            + " VALUES (" + Letters.VALUES + ", ?13, ?14, " + OWNER + ") RETURNING notify";

    private static final String REVIVE = "INSERT INTO letter (" + Letters.COLUMNS + ", sent_at, notify)"
            + " SELECT store, key, id, type, sender, items, NULL, room, codec, schema, content, ?4, " + OWNER
            + " FROM dead_letter WHERE store = ?1 AND key = ?2 AND id = ?3";

    private static final String NOTIFY = "SELECT DISTINCT letter.store, letter.key FROM letter INDEXED BY letter_notify"
            + " JOIN profile ON profile.store = letter.store AND profile.key = letter.key"
            + " WHERE notify = ?1 AND owner = ?1 ORDER BY 1, 2";

    private final Statements statements;

    MailTable(Statements statements) {
        this.statements = statements;
    }

    /** The letter, if it lies here and its lifetime is over, or is not, as asked. */
    @Nullable
    Letter find(ProfileId profile, String letter, boolean expired, Instant now) throws SQLException {
        PreparedStatement select = named(FIND, profile, letter);
        Columns.set(select, 4, now);
        select.setInt(5, expired ? 1 : 0);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Letters.read(row, 1, null) : null;
        }
    }

    int count(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of("SELECT count(*)" + BOX);
        Columns.set(select, 1, profile);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The oldest; null where some have expired, which is a change to be written first. */
    @Nullable
    List<Delivery> fresh(Mailboxes.Fetch asked, Instant now) throws SQLException {
        List<Delivery> found = new ArrayList<>();
        PreparedStatement select = statements.of(LIST);
        Columns.set(select, 1, asked.profile());
        select.setLong(3, asked.after());
        select.setInt(4, asked.limit());
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Instant expires = Columns.timeOrNull(row, 3);
                if (expires != null && !expires.isAfter(now)) {
                    return null;
                }
                found.add(new Delivery(row.getLong(1), Letters.read(row, 4, null), Columns.time(row, 2), expires));
            }
        }
        boolean all = found.size() < asked.limit();
        return all || expired(asked.profile(), asked.after(), now).isEmpty() ? found : null;
    }

    /** Numbers of a mailbox's letters that wait too long, oldest first. */
    List<Long> expired(ProfileId profile, long after, Instant now) throws SQLException {
        PreparedStatement select =
                statements.of("SELECT number" + BOX + " AND number > ?3 AND expires_at <= ?4 ORDER BY number");
        Columns.set(select, 1, profile);
        select.setLong(3, after);
        Columns.set(select, 4, now);
        return numbers(select);
    }

    /** Numbers of letters that wait too long, so many at most. */
    List<Long> expired(Instant now, int most) throws SQLException {
        PreparedStatement select = statements.of("SELECT number FROM (SELECT number, store, key FROM letter"
                + " INDEXED BY letter_expiry WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)"
                + " ORDER BY store, key, number");
        Columns.set(select, 1, now);
        select.setInt(2, most);
        return numbers(select);
    }

    private static List<Long> numbers(PreparedStatement select) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }

    /** Puts a letter into its mailbox; returns who has the receiver open, null for nobody. */
    @Nullable
    Id deliver(Letter letter, Instant now) throws SQLException {
        PreparedStatement insert = statements.of(INSERT);
        Letters.set(insert, letter);
        Columns.set(insert, 13, now);
        Long lifetime = Letters.millis(letter.lifetime());
        Columns.setLong(insert, 14, lifetime == null ? null : now.toEpochMilli() + lifetime);
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            return Columns.id(row, 1);
        }
    }

    /** Copies a dead letter into its mailbox, where it waits for ever. */
    boolean revive(ProfileId profile, String letter, Instant now) throws SQLException {
        PreparedStatement insert = named(REVIVE, profile, letter);
        Columns.set(insert, 4, now);
        return insert.executeUpdate() == 1;
    }

    boolean remove(ProfileId profile, String letter) throws SQLException {
        return named("DELETE" + BOX + " AND id = ?3", profile, letter).executeUpdate() == 1;
    }

    void remove(long number) throws SQLException {
        PreparedStatement delete = statements.of("DELETE FROM letter WHERE number = ?");
        delete.setLong(1, number);
        delete.executeUpdate();
    }

    void erase(ProfileId profile) throws SQLException {
        PreparedStatement delete = statements.of("DELETE" + BOX);
        Columns.set(delete, 1, profile);
        delete.executeUpdate();
    }

    /** Mailboxes of profiles that the server has open, with a letter that came meanwhile (L1). */
    List<ProfileId> news(Id owner) throws SQLException {
        PreparedStatement select = statements.of(NOTIFY);
        Columns.set(select, 1, owner);
        List<ProfileId> profiles = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                profiles.add(Columns.profile(row, 1));
            }
        }
        return profiles;
    }

    /** All that lie here, oldest first, expired or not. */
    List<Belongings.Waiting> all(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of(LIST);
        Columns.set(select, 1, profile);
        select.setLong(3, 0);
        select.setInt(4, Integer.MAX_VALUE);
        List<Belongings.Waiting> waiting = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                waiting.add(new Belongings.Waiting(Letters.read(row, 4, null), Columns.time(row, 2)));
            }
        }
        return waiting;
    }

    private PreparedStatement named(String sql, ProfileId profile, String letter) throws SQLException {
        PreparedStatement statement = statements.of(sql);
        Columns.set(statement, 1, profile);
        statement.setString(3, letter);
        return statement;
    }
}
