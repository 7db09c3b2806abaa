package dev.latchkey.engine.table;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps on servers' rows (L1, L2). */
final class ServerSteps {
    private static final Duration REMOVED_AFTER = Duration.ofDays(1);

    private final Rules rules;

    ServerSteps(Rules rules) {
        this.rules = rules;
    }

    static List<Read> reads(Registration asked) {
        return List.of(ServerRows.get(asked.server()), Step.whole(Names.SERVERS));
    }

    Registration.Registered register(Step step, Registration asked) {
        for (Row row : step.glances(Step.whole(Names.SERVERS))) {
            Server server = Server.of(Id.parse(row.key().name()), row.value());
            if (old(server.row(), step.now()) && !named(step, server.row().server())) {
                remove(step, server.row().server());
            }
        }
        Server found = ServerRows.present(step, asked.server());
        var done = rules.servers().register(Server.rowOf(found), asked, step.clock());
        ServerRow after = done.after();
        if (after != null) {
            ServerRows.put(step, new Server(after, 0));
        }
        return done.reply();
    }

    /** L2: buried and a day old; never where the table has no clock. */
    private static boolean old(ServerRow row, Instant now) {
        Instant end = row.leaseEnd();
        return row.buried() && end != null && !end.plus(REMOVED_AFTER).isAfter(now);
    }

    /** Nobody names a buried server anew, so that what is 0 here stays 0. */
    private static boolean named(Step step, Id server) {
        return count(step.glance(Names.owned(server))) + count(step.glance(Names.waits(server))) != 0;
    }

    static long count(@Nullable String value) {
        return value == null ? 0 : Long.parseLong(value);
    }

    private static void remove(Step step, Id server) {
        step.remove(Names.server(server));
        step.remove(Names.owned(server));
        step.remove(Names.waits(server));
        for (String kind : List.of("taken", "wanted", "news")) {
            step.all(Names.table(kind, server)).forEach(row -> step.remove(row.key()));
        }
    }

    static List<Read> reads(Renewal asked) {
        List<Read> reads = new ArrayList<>(lists(asked.server()));
        reads.addFirst(ServerRows.get(asked.server()));
        return reads;
    }

    RenewReply renew(Step step, Renewal asked) {
        Server found = ServerRows.present(step, asked.server());
        ServerRow row = Server.rowOf(found);
        ServerRow after = rules.servers().renew(row, asked, step.clock());
        if (found == null || row == null || after == null) {
            return row == null || row.buried() ? new RenewReply.Gone() : new RenewReply.BeatMoved(row.beat());
        }
        ServerRows.put(step, found.with(after));
        return told(step, asked, after.beat());
    }

    static List<Scan> lists(Id server) {
        return List.of(
                Step.whole(Names.table("wanted", server)),
                Step.whole(Names.table("taken", server)),
                Step.whole(Names.table("news", server)));
    }

    /** What a renewal brings, and forgets what the server says that it has heard. */
    RenewReply.Renewed told(Step step, Renewal asked, long beat) {
        List<RenewReply.Taken> taken = new ArrayList<>();
        for (Row each : ServerRows.takenRows(step, asked.server())) {
            RenewReply.Taken told = ServerRows.taken(each);
            if (told.number() > asked.acknowledged()) {
                taken.add(told);
            } else {
                step.remove(each.key());
            }
        }
        return new RenewReply.Renewed(beat, wanted(step, asked.server()), taken, mail(step, asked.server()));
    }

    /** Loads of buried servers wait no more (L4). What else has changed since the rows were read is told next time. */
    private static List<RenewReply.WantedSession> wanted(Step step, Id server) {
        return step.glances(Step.whole(Names.table("wanted", server))).stream()
                .map(ProfileRows::wanted)
                .filter(session -> !ServerRows.buried(step, session.wanted().server()))
                .toList();
    }

    private static List<ProfileId> mail(Step step, Id server) {
        List<ProfileId> mailboxes = step.glances(Step.whole(Names.table("news", server))).stream()
                .map(row -> Names.profileOf(row.key().name()))
                .toList();
        step.read(mailboxes.stream()
                .map(mailbox -> ProfileRows.get(mailbox, false))
                .toList());
        return mailboxes.stream()
                .filter(mailbox -> {
                    String line = step.glance(Names.profile(mailbox));
                    return line != null
                            && server.equals(
                                    Profile.of(mailbox, line, null).head().owner());
                })
                .toList();
    }

    static List<Read> reads(Burial asked) {
        return List.of(ServerRows.get(asked.target()), ServerRows.get(asked.by()));
    }

    Burial.Reply bury(Step step, Burial asked) {
        Server found = ServerRows.present(step, asked.target());
        var done = rules.servers().bury(Server.rowOf(found), ServerRows.row(step, asked.by()), asked, step.clock());
        ServerRow after = done.after();
        if (found != null && after != null) {
            AuditRows.buried(step, asked.target(), ServerRows.display(step, asked.by()));
            ServerRows.put(step, found.with(after));
            // No renewal will ask for it.
            ServerRows.takenRows(step, asked.target()).forEach(row -> step.remove(row.key()));
        }
        return done.reply();
    }
}
