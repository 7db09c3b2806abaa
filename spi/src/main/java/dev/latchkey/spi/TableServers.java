package dev.latchkey.spi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps on servers' rows of a {@link TableEngine}. */
final class TableServers {
    private final TableRows rows;
    private final ServerRules rules;

    TableServers(TableRows rows, ServerRules rules) {
        this.rows = rows;
        this.rules = rules;
    }

    Outcome<Registration.Registered> register(Registration asked) {
        return rows.change(TableRows.name(asked.server()), bytes -> {
            TableServer found = decode(asked.server(), bytes);
            var step = rules.register(found == null ? null : found.row(), asked, null);
            ServerRow after = step.after();
            return change(step.reply(), after == null ? null : TableServer.of(after));
        });
    }

    Outcome<RenewReply> renew(Renewal asked) {
        return rows.change(TableRows.name(asked.server()), bytes -> {
            TableServer found = decode(asked.server(), bytes);
            ServerRow row = found == null ? null : found.row();
            ServerRow after = rules.renew(row, asked, null);
            if (found == null || row == null || after == null) {
                return change(
                        row == null || row.buried() ? new RenewReply.Gone() : new RenewReply.BeatMoved(row.beat()),
                        null);
            }
            List<RenewReply.WantedSession> wanted = wanted(found);
            TableServer next = found.renewed(
                    after,
                    wanted.stream().map(RenewReply.WantedSession::profile).toList(),
                    asked.acknowledged());
            List<RenewReply.Taken> gone = next.taken().stream()
                    .filter(each -> happened(asked.server(), each))
                    .toList();
            return change(new RenewReply.Renewed(after.beat(), wanted, gone), next);
        });
    }

    private List<RenewReply.WantedSession> wanted(TableServer server) {
        List<RenewReply.WantedSession> sessions = new ArrayList<>();
        for (ProfileId profile : server.wanted()) {
            ProfileRecord record = rows.record(profile);
            Head head = record == null ? Head.EMPTY : record.head();
            Wanted wanted = head.wanted();
            Id claim = head.claim();
            if (wanted != null
                    && claim != null
                    && server.row().server().equals(head.owner())
                    && !buried(wanted.server())) {
                sessions.add(new RenewReply.WantedSession(profile, head.token(), claim, wanted));
            }
        }
        return sessions;
    }

    private boolean buried(Id server) {
        ServerRow row = rows.serverRow(server);
        return row != null && row.buried();
    }

    /** A loss is listed before it happens; where it did not, the record still names this server and token. */
    private boolean happened(Id server, RenewReply.Taken taken) {
        ProfileRecord record = rows.record(taken.profile());
        Head head = record == null ? Head.EMPTY : record.head();
        return !(server.equals(head.owner()) && head.token() == taken.token());
    }

    Outcome<Burial.Reply> bury(Burial asked) {
        return rows.change(TableRows.name(asked.target()), bytes -> {
            TableServer found = decode(asked.target(), bytes);
            var step = rules.bury(found == null ? null : found.row(), rows.serverRow(asked.by()), asked, null);
            ServerRow after = step.after();
            return change(step.reply(), found == null || after == null ? null : found.with(after));
        });
    }

    /** Lists a profile as wanted. Where that fails, the load's next poll lists it. */
    void hint(Id owner, ProfileId profile) {
        var unused = rows.change(TableRows.name(owner), bytes -> {
            TableServer found = decode(owner, bytes);
            return change(true, found == null || found.row().buried() ? null : found.listing(profile));
        });
    }

    /** Lists a loss that is about to happen; done(false) where the list is full. */
    Outcome<Boolean> announce(ProfileId profile, RecordRules.Loss loss) {
        return rows.change(TableRows.name(loss.owner()), bytes -> {
            TableServer found = decode(loss.owner(), bytes);
            if (found == null || found.row().buried() || found.lists(profile, loss)) {
                return change(true, null);
            }
            return found.taken().size() >= TableServer.MAX_LISTED
                    ? change(false, null)
                    : change(true, found.losing(profile, loss));
        });
    }

    private static @Nullable TableServer decode(Id server, byte @Nullable [] bytes) {
        return bytes == null ? null : TableCodec.server(server, bytes);
    }

    private static <R> TableRows.Change<R> change(R reply, @Nullable TableServer after) {
        return new TableRows.Change<>(reply, after == null ? null : TableCodec.encode(after));
    }
}
