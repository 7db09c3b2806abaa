package dev.latchkey.engine.sql;

import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.ServerRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an engine needs that answers opens in a way of its own. */
public final class GrantQueries {
    /** A page of a mailbox: store, key, after which number, limit. */
    public static final String MAIL = MailTable.LIST;

    /** The columns of a letter that {@link #letter(ResultSet, int)} takes. */
    public static final String LETTER = "number, sent_at, expires_at, " + Letters.COLUMNS;

    /** How many they are. */
    public static final int LETTER_COLUMNS = 3 + Letters.COUNT;

    /** What makes a select from {@code asked}, with columns {@code n, in_store, in_key}, list their mailboxes; limit. */
    public static final String MAILS = MailTable.LISTS;

    /** What such a select selects. */
    public static final String MAILS_COLUMNS = LETTER + ", n";

    /** In which of these columns {@code n} is. */
    public static final int MAILS_PLACE = LETTER_COLUMNS + 1;

    /** The columns of a server that {@link #server} takes. */
    public static final String SERVER = ServerTable.COLUMNS;

    /** How many they are. */
    public static final int SERVER_COLUMNS = 6;

    private GrantQueries() {}

    /** Reads {@link #MAIL}; null where some have expired, which is a change to be written first. */
    public static @Nullable List<Delivery> mail(ResultSet row, Instant now) throws SQLException {
        List<Delivery> found = new ArrayList<>();
        while (row.next()) {
            found.add(MailTable.read(row));
        }
        return isExpired(found, now) ? null : found;
    }

    /** Whether some of it waits too long, which is a change to be written first. */
    public static boolean isExpired(List<Delivery> mail, Instant now) {
        return mail.stream()
                .anyMatch(each -> each.expires() != null && !each.expires().isAfter(now));
    }

    /** Reads {@link #LETTER}, of which the first is column {@code at}. */
    public static Delivery letter(ResultSet row, int at) throws SQLException {
        return MailTable.read(row, at);
    }

    /** Reads a row of {@link #MAILS_COLUMNS}. */
    public static Delivery letter(ResultSet row) throws SQLException {
        return MailTable.read(row);
    }

    /** Reads {@link #SERVER}. */
    public static ServerRow server(ResultSet row) throws SQLException {
        return ServerTable.read(row);
    }
}
