package dev.latchkey.engine.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The tables inside one transaction, and the moment at which it runs. Of one thread. */
final class Transaction {
    final ProfileTable profiles;
    final ServerTable servers;
    final TakenTable taken;
    final AuditTable audit;
    final OrphanTable orphans;
    final MailboxTable mailboxes;
    final MailTable mail;
    final DeadTable dead;
    final SettledTable settled;
    final ItemTable items;
    final RevisionTable revisions;
    final TagTable tags;
    final Statements statements;
    private @Nullable Instant now;

    Transaction(Statements statements) {
        this.statements = statements;
        this.profiles = new ProfileTable(statements);
        this.servers = new ServerTable(statements);
        this.taken = new TakenTable(statements);
        this.audit = new AuditTable(statements);
        this.orphans = new OrphanTable(statements);
        this.mailboxes = new MailboxTable(statements);
        this.mail = new MailTable(statements);
        this.dead = new DeadTable(statements);
        this.settled = new SettledTable(statements);
        this.items = new ItemTable(statements);
        this.revisions = new RevisionTable(statements);
        this.tags = new TagTable(statements);
    }

    /** When this transaction runs, by the store's clock: when it is first asked, which is after the record is locked. */
    Instant now() throws SQLException {
        Instant known = now;
        if (known == null) {
            known = clock(statements);
            now = known;
        }
        return known;
    }

    /** The store's clock. */
    static Instant clock(Statements statements) throws SQLException {
        try (ResultSet row =
                statements.of("SELECT " + statements.dialect().clock()).executeQuery()) {
            row.next();
            return Columns.time(row, 1);
        }
    }
}
