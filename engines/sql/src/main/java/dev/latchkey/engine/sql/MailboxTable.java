package dev.latchkey.engine.sql;

import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows of {@code latchkey_mailbox}: one for each mailbox that ever had a letter. Whoever changes what is in a mailbox
 * locks its row first, so that letters are numbered in the order in which they can be seen, and a letter's id is known once
 * or not at all (S6). Locked after records, in the order of profiles.
 */
final class MailboxTable {
    private final Statements statements;
    private final Set<ProfileId> locked = new HashSet<>();

    MailboxTable(Statements statements) {
        this.statements = statements;
    }

    void lock(Collection<ProfileId> mailboxes) throws SQLException {
        for (ProfileId mailbox : new TreeSet<>(mailboxes)) {
            lock(mailbox);
        }
    }

    void lock(ProfileId mailbox) throws SQLException {
        if (locked.add(mailbox) && !found(mailbox)) {
            PreparedStatement insert = statements.of("INSERT INTO latchkey_mailbox (store, profile_key) VALUES (?, ?)"
                    + statements.dialect().orNothing("store, profile_key"));
            Columns.set(insert, 1, mailbox);
            if (insert.executeUpdate() == 0 && !found(mailbox)) {
                throw new Racing("mailbox");
            }
        }
    }

    private boolean found(ProfileId mailbox) throws SQLException {
        PreparedStatement select = statements.of("SELECT store FROM latchkey_mailbox WHERE store = ?"
                + " AND profile_key = ?" + statements.dialect().toChange());
        Columns.set(select, 1, mailbox);
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }
}
