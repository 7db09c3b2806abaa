package dev.latchkey.engine.table;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link TransactionalEngine}, for a table that does some verbs by scripts of its own. A script that changes
 * rows writes the same as the engine does, which the contract of storage engines shows.
 */
public final class Rows {
    private Rows() {}

    /** The table of profiles' rows. */
    public static final String PROFILES = Names.PROFILES;

    /** The table of servers' rows. */
    public static final String SERVERS = Names.SERVERS;

    /** Where a profile's row is. */
    public static RowKey key(ProfileId profile) {
        return Names.profile(profile);
    }

    /** Where a server's row is. */
    public static RowKey key(Id server) {
        return Names.server(server);
    }

    /** Where a profile's mailbox has its row. */
    public static RowKey mailbox(ProfileId profile) {
        return Names.mailbox(profile);
    }

    /** How many letters wait, by the value of a mailbox's row; null where there is none. */
    public static int waiting(@Nullable String mailbox) {
        return mailbox == null ? 0 : Mailbox.of(mailbox).waiting();
    }

    /** The profile whose row has this name. */
    public static ProfileId profile(String name) {
        return Names.profileOf(name);
    }

    /**
     * Whether a session of this profile can be granted by {@link #opened}: nobody has it or waits for it.
     *
     * @param value of the profile's row
     */
    public static boolean isFree(ProfileId profile, String value) {
        Head head = Profile.of(profile, value, null).head();
        return head.owner() == null && head.wanted() == null && head.token() < Head.MAX_TOKEN;
    }

    /**
     * What the row of a free profile says once a live server has opened it under a claim that it has not spent.
     *
     * @param value of the profile's row; empty where there is none
     * @throws StoreException if it is not free
     */
    public static String opened(ProfileId profile, String value, Id server, Id claim, Instant now) {
        Profile found = value.isEmpty() ? null : Profile.of(profile, value, null);
        ServerRow live = new ServerRow(server, "", 0, null, null, false);
        ProfileRecord after = Rules.PROTOCOL
                .records()
                .open(ProfileRows.record(found), new Open(profile, server, claim, new Open.Try()), id -> live, now)
                .after();
        if (after == null) {
            throw new StoreException("a row is damaged: it says that a session was granted which was not free; row="
                    + Names.of(profile));
        }
        return (found == null ? Profile.fresh(after) : found.with(after)).line();
    }

    /**
     * What a server's row says once it is renewed, in a table without a clock; null where the renewal is refused.
     *
     * @param value of the server's row
     */
    public static @Nullable String renewed(String value, Renewal asked) {
        Server found = Server.of(asked.server(), value);
        ServerRow after = Rules.PROTOCOL.servers().renew(found.row(), asked, null);
        return after == null ? null : found.with(after).line();
    }

    /** Where a server's row names what it is told with its renewals. */
    public static List<Scan> lists(Id server) {
        return ServerSteps.lists(server);
    }

    /** The name of a profile's row. */
    public static String name(ProfileId profile) {
        return Names.of(profile);
    }

    /** Text as a field of a row's value, and as part of a table's name. */
    public static String escaped(String text) {
        return Line.escaped(text);
    }

    /** A profile as two fields of a row's value. */
    public static String fields(ProfileId profile) {
        return new Line().profile(profile).done();
    }

    /** What a profile's row says; null where it is empty. Where the body was not read, the payload has no bytes. */
    public static @Nullable ProfileRecord record(ProfileId profile, String value, byte @Nullable [] body) {
        return value.isEmpty() ? null : Profile.of(profile, value, body).record();
    }

    /** What a server's row says; null where it is empty. */
    public static @Nullable ServerRow server(Id server, String value) {
        return value.isEmpty() ? null : Server.of(server, value).row();
    }
}
