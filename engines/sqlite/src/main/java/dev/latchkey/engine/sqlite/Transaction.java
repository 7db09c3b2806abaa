package dev.latchkey.engine.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;

/** The writing connection's tables, and the moment at which the transaction in progress runs. Of the writer's thread. */
final class Transaction implements AutoCloseable {
    final ProfileTable profiles;
    final ServerTable servers;
    final TakenTable taken;
    final AuditTable audit;
    final OrphanTable orphans;
    final MailTable mail;
    final DeadTable dead;
    final SettledTable settled;
    final ItemTable items;
    final RevisionTable revisions;
    final Statements statements;
    private Instant now = Instant.EPOCH;

    Transaction(Statements statements) {
        this.statements = statements;
        this.profiles = new ProfileTable(statements);
        this.servers = new ServerTable(statements);
        this.taken = new TakenTable(statements);
        this.audit = new AuditTable(statements);
        this.orphans = new OrphanTable(statements);
        this.mail = new MailTable(statements);
        this.dead = new DeadTable(statements);
        this.settled = new SettledTable(statements);
        this.items = new ItemTable(statements);
        this.revisions = new RevisionTable(statements);
    }

    /** Locks the file, then looks at the clock: later transactions have later times. */
    void begin(InstantSource clock) throws SQLException {
        statements.run("BEGIN IMMEDIATE");
        servers.forget();
        now = Instant.ofEpochMilli(clock.millis());
    }

    void commit() throws SQLException {
        statements.run("COMMIT");
    }

    void rollback() throws SQLException {
        statements.run("ROLLBACK");
    }

    /** When this transaction runs, by the store's clock, in whole milliseconds. */
    Instant now() {
        return now;
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
