package dev.latchkey.engine.sql;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.ServerRules;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What the verbs of servers do inside a transaction: lock and read, decide by {@link ServerRules}, write. */
final class ServerVerbs {
    private static final ServerRules RULES = new ServerRules();

    private ServerVerbs() {}

    /**
     * @param removable servers whose rows go on this occasion
     */
    static Registration.Registered register(Transaction tx, Registration asked, List<Id> removable)
            throws SQLException {
        tx.servers.remove(removable);
        ServerRules.Step<Registration.Registered> step =
                RULES.register(tx.servers.change(asked.server()), asked, tx.now());
        ServerRow after = step.after();
        if (after != null) {
            tx.servers.insert(after);
        }
        return step.reply();
    }

    static RenewReply renew(Transaction tx, Renewal asked) throws SQLException {
        ServerRow found = tx.servers.change(asked.server());
        ServerRow after = RULES.renew(found, asked, tx.now());
        if (after == null) {
            return found == null || found.buried() ? new RenewReply.Gone() : new RenewReply.BeatMoved(found.beat());
        }
        tx.servers.update(after, tx.now());
        if (asked.acknowledged() > 0) {
            tx.taken.acknowledge(asked.server(), asked.acknowledged());
        }
        return new RenewReply.Renewed(
                after.beat(), wanted(tx, asked.server()), tx.taken.of(asked.server()), tx.mail.news(asked.server()));
    }

    private static List<RenewReply.WantedSession> wanted(Transaction tx, Id owner) throws SQLException {
        PreparedStatement select = tx.statements.of(RenewalQueries.WANTED);
        Columns.set(select, 1, owner);
        try (ResultSet row = select.executeQuery()) {
            return RenewalQueries.wanted(row);
        }
    }

    /** Both rows are locked in the order of their ids. */
    static Burial.Reply bury(Transaction tx, Burial asked) throws SQLException {
        boolean first = asked.by().compareTo(asked.target()) < 0;
        ServerRow early = first ? tx.servers.rely(asked.by()) : null;
        ServerRow target = tx.servers.end(asked.target());
        ServerRow by = first ? early : tx.servers.rely(asked.by());
        ServerRules.Step<Burial.Reply> step = RULES.bury(target, by, asked, tx.now());
        ServerRow after = step.after();
        if (after != null) {
            tx.servers.update(after, tx.now());
            tx.taken.acknowledge(asked.target(), Long.MAX_VALUE);
            String name = by == null ? "" : by.name() + " ";
            tx.audit.add(tx.now(), "buried", null, asked.target(), name + asked.by(), null);
        }
        return step.reply();
    }
}
