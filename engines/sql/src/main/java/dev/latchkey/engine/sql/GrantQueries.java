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

    /** What makes a select from {@code asked}, with columns {@code n, in_store, in_key}, list their mailboxes; limit. */
    public static final String MAILS = MailTable.LISTS;

    /** What such a select selects. */
    public static final String MAILS_COLUMNS = "number, sent_at, expires_at, " + Letters.COLUMNS + ", n";

    /** In which of these columns {@code n} is. */
    public static final int MAILS_PLACE = 3 + Letters.COUNT + 1;

    /** The columns of a server that {@link #server} takes. */
    public static final String SERVER = ServerTable.COLUMNS;

    /** How many they are. */
    public static final int SERVER_COLUMNS = 6;

    private GrantQueries() {}

    /** Reads {@link #MAIL}; null where some have expired, which is a change to be written first. */
    public static @Nullable List<Delivery> mail(ResultSet row, Instant now) throws SQLException {
        List<Delivery> found = new ArrayList<>();
        while (row.next()) {
            Delivery delivery = MailTable.read(row);
            Instant expires = delivery.expires();
            if (expires != null && !expires.isAfter(now)) {
                return null;
            }
            found.add(delivery);
        }
        return found;
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
