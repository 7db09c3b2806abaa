package dev.latchkey.engine.sql;

import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import java.sql.SQLException;
import java.util.List;

/** What the verbs of {@link Mailboxes} do inside a transaction. */
final class MailVerbs {
    private MailVerbs() {}

    static Mailboxes.Posted post(Transaction tx, Letter letter) throws SQLException {
        tx.profiles.hold(letter.to());
        tx.mailboxes.lock(letter.to());
        return switch (EffectVerbs.decide(tx, letter)) {
            case EffectRules.Refusal refusal ->
                new Mailboxes.Posted.Refused(
                        refusal.reply().offence(), refusal.reply().reason());
            case EffectRules.Plan plan -> {
                List<CommitReply.Notice> unused = EffectVerbs.deliver(tx, plan, "");
                yield new Mailboxes.Posted.Accepted(!plan.delivered().isEmpty(), tx.profiles.owner(letter.to()));
            }
        };
    }

    /** The oldest that wait; what has expired is dead from now on. */
    static List<Delivery> fetch(Transaction tx, Mailboxes.Fetch asked) throws SQLException {
        List<Delivery> fresh = tx.mail.fresh(asked, tx.now());
        if (fresh == null) {
            tx.mailboxes.lock(asked.profile());
            expire(tx, tx.mail.expired(asked.profile(), asked.after(), tx.now()));
            fresh = tx.mail.fresh(asked, tx.now());
        }
        if (fresh == null) {
            throw new IllegalStateException("letters that expired wait still: profile=" + asked.profile());
        }
        return fresh;
    }

    /** Letters that have waited too long are dead. */
    static void expire(Transaction tx, List<Long> numbers) throws SQLException {
        for (long number : numbers) {
            tx.dead.copy(number, "expired before it was read", tx.now());
            tx.mail.remove(number);
        }
    }

    static boolean revive(Transaction tx, ProfileId profile, String letter) throws SQLException {
        tx.profiles.hold(profile);
        tx.mailboxes.lock(profile);
        return tx.mail.revive(profile, letter, tx.profiles.owner(profile), tx.now())
                && tx.dead.take(profile, letter) != null;
    }

    static boolean discard(Transaction tx, ProfileId profile, String letter) throws SQLException {
        tx.mailboxes.lock(profile);
        List<String> items = tx.dead.take(profile, letter);
        if (items == null) {
            return false;
        }
        tx.settled.add(profile, letter, tx.now());
        Place there = new Place.InTransit(profile, letter);
        for (String item : items) {
            Holding holding = tx.items.find(item);
            if (holding != null && holding.place().equals(there)) {
                tx.items.place(item, null, "", tx.now());
            }
        }
        return true;
    }
}
