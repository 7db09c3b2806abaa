package dev.latchkey.engine.sql;

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

/** The rows of {@code latchkey_letter}: what waits (S6). */
final class MailTable {
    private static final String BOX = " FROM latchkey_letter WHERE store = ? AND profile_key = ?";

    /** A page of a mailbox: store, key, number, limit; {@link #read} takes its rows. */
    static final String LIST =
            "SELECT number, sent_at, expires_at, " + Letters.COLUMNS + BOX + " AND number > ? ORDER BY number LIMIT ?";

    /** Mailboxes of a table {@code asked}, with the columns {@code n}, {@code in_store} and {@code in_key}; limit. */
    static final String LISTS = " CROSS JOIN LATERAL (SELECT number, sent_at, expires_at, " + Letters.COLUMNS
            + " FROM latchkey_letter WHERE store = asked.in_store AND profile_key = asked.in_key"
            + " ORDER BY number LIMIT ?) l ORDER BY n, number";

    private static final String INSERT = "INSERT INTO latchkey_letter (" + Letters.COLUMNS
            + ", sent_at, expires_at, notify) VALUES (" + Letters.VALUES + ", ?, ?, ?)";

    private static final String REVIVE = "INSERT INTO latchkey_letter (" + Letters.COLUMNS + ", sent_at, notify)"
            + " SELECT store, profile_key, id, type, sender, items, NULL, room, codec, schema_version, is_text, content,"
            + " ?, ? FROM latchkey_dead_letter WHERE store = ? AND profile_key = ? AND id = ?";

    private final Statements statements;

    MailTable(Statements statements) {
        this.statements = statements;
    }

    /** The letter, if it lies here and its lifetime is over, or is not, as asked. */
    @Nullable
    Letter find(ProfileId profile, String letter, boolean expired, Instant now) throws SQLException {
        String over = expired ? " AND expires_at <= ?" : " AND (expires_at IS NULL OR expires_at > ?)";
        PreparedStatement select = named("SELECT " + Letters.COLUMNS + BOX + " AND id = ?" + over, profile, letter);
        Columns.set(select, 4, now);
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
                found.add(read(row));
            }
        }
        boolean all = found.size() < asked.limit();
        return all || expired(asked.profile(), asked.after(), now).isEmpty() ? found : null;
    }

    /** All that lie here, oldest first, expired or not. */
    List<Belongings.Waiting> all(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of("SELECT sent_at, " + Letters.COLUMNS + BOX + " ORDER BY number");
        Columns.set(select, 1, profile);
        List<Belongings.Waiting> waiting = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                waiting.add(new Belongings.Waiting(Letters.read(row, 2, null), Columns.time(row, 1)));
            }
        }
        return waiting;
    }

    static Delivery read(ResultSet row) throws SQLException {
        return read(row, 1);
    }

    /** Of which the first is column {@code at}. */
    static Delivery read(ResultSet row, int at) throws SQLException {
        return new Delivery(
                row.getLong(at),
                Letters.read(row, at + 3, null),
                Columns.time(row, at + 1),
                Columns.timeOrNull(row, at + 2));
    }

    /** Numbers of a mailbox's letters that wait too long, oldest first. */
    List<Long> expired(ProfileId profile, long after, Instant now) throws SQLException {
        PreparedStatement select =
                statements.of("SELECT number" + BOX + " AND number > ? AND expires_at <= ? ORDER BY number");
        Columns.set(select, 1, profile);
        select.setLong(3, after);
        Columns.set(select, 4, now);
        return numbers(select);
    }

    /** Mailboxes with letters that wait too long, for so many letters at most. */
    List<ProfileId> expired(Instant now, int most) throws SQLException {
        PreparedStatement select = statements.of("SELECT store, profile_key FROM latchkey_letter WHERE expires_at <= ?"
                + " ORDER BY expires_at LIMIT ?");
        Columns.set(select, 1, now);
        select.setInt(2, most);
        List<ProfileId> mailboxes = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                mailboxes.add(Columns.profile(row, 1));
            }
        }
        return mailboxes;
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

    /**
     * Puts a letter into its mailbox.
     *
     * @param owner who has the receiver open, and is told by its next renewal (L1); null for nobody
     */
    void deliver(Letter letter, @Nullable Id owner, Instant now) throws SQLException {
        PreparedStatement insert = statements.of(INSERT);
        Letters.set(insert, letter);
        Columns.set(insert, Letters.COUNT + 1, now);
        Long lifetime = Letters.millis(letter.lifetime());
        Columns.setLong(insert, Letters.COUNT + 2, lifetime == null ? null : now.toEpochMilli() + lifetime);
        Columns.set(insert, Letters.COUNT + 3, owner);
        insert.executeUpdate();
    }

    /** Copies a dead letter into its mailbox, where it waits for ever. */
    boolean revive(ProfileId profile, String letter, @Nullable Id owner, Instant now) throws SQLException {
        PreparedStatement insert = statements.of(REVIVE);
        Columns.set(insert, 1, now);
        Columns.set(insert, 2, owner);
        Columns.set(insert, 3, profile);
        insert.setString(5, letter);
        return insert.executeUpdate() == 1;
    }

    boolean remove(ProfileId profile, String letter) throws SQLException {
        return named("DELETE" + BOX + " AND id = ?", profile, letter).executeUpdate() == 1;
    }

    void remove(long number) throws SQLException {
        PreparedStatement delete = statements.of("DELETE FROM latchkey_letter WHERE number = ?");
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
        PreparedStatement select = statements.of(RenewalQueries.MAIL);
        Columns.set(select, 1, owner);
        Columns.set(select, 2, owner);
        try (ResultSet row = select.executeQuery()) {
            return RenewalQueries.mail(row);
        }
    }

    private PreparedStatement named(String sql, ProfileId profile, String letter) throws SQLException {
        PreparedStatement statement = statements.of(sql);
        Columns.set(statement, 1, profile);
        statement.setString(3, letter);
        return statement;
    }
}
