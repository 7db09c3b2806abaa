package dev.latchkey.engine.sql;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Write;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What commits do beside their records: mail, items, history, tags (S6, S7). */
final class EffectVerbs {
    private static final EffectRules RULES = new EffectRules();

    private EffectVerbs() {}

    /** What the rules ask for, each a query. */
    private record Beside(Transaction tx) implements EffectRules.Found {
        @Override
        public @Nullable Letter waiting(ProfileId mailbox, String letter) {
            return Unread.<@Nullable Letter>ask(() -> tx.mail.find(mailbox, letter, false, tx.now()));
        }

        @Override
        public @Nullable Letter dead(ProfileId mailbox, String letter) {
            return Unread.<@Nullable Letter>ask(() -> {
                Letter dying = tx.mail.find(mailbox, letter, true, tx.now());
                return dying == null ? tx.dead.find(mailbox, letter) : dying;
            });
        }

        @Override
        public boolean known(ProfileId mailbox, String letter) {
            return Unread.ask(() -> tx.settled.known(mailbox, letter));
        }

        @Override
        public int waiting(ProfileId mailbox) {
            return Unread.ask(() -> tx.mail.count(mailbox));
        }

        @Override
        public int expired(ProfileId mailbox) {
            return Unread.ask(() -> tx.mail.expired(mailbox, 0, tx.now()).size());
        }

        @Override
        public @Nullable Holding holding(String item) {
            return Unread.<@Nullable Holding>ask(() -> tx.items.find(item));
        }
    }

    static EffectRules.Decision decide(Transaction tx, Commit asked) throws SQLException {
        return Unread.decide(() -> RULES.decide(asked.writes(), new Beside(tx)));
    }

    /** For a letter from outside of any session. */
    static EffectRules.Decision decide(Transaction tx, Letter letter) throws SQLException {
        return Unread.decide(() -> RULES.decide(letter, new Beside(tx)));
    }

    /** Before the records change: what they hold is kept where that is asked for, letters are settled, tags set. */
    static void before(Transaction tx, Commit asked) throws SQLException {
        for (Write write : asked.writes()) {
            Effects effects = write.effects();
            if (effects.keep() != null) {
                tx.revisions.keep(write.profile(), effects.keep(), tx.now());
            }
            if (effects.tags() != null) {
                tx.tags.set(write.profile(), effects.tags());
            }
            for (Settlement settlement : effects.settled()) {
                settle(tx, write.profile(), settlement);
            }
        }
    }

    private static void settle(Transaction tx, ProfileId profile, Settlement settlement) throws SQLException {
        String failure = settlement.failure();
        String letter = settlement.letter();
        if (failure != null) {
            boolean unused = tx.dead.copy(profile, letter, failure, tx.now()) && tx.mail.remove(profile, letter);
        } else if (tx.mail.remove(profile, letter) || tx.dead.take(profile, letter) != null) {
            tx.settled.add(profile, letter, tx.now());
        }
    }

    /**
     * What else a commit is about is locked behind its records, in one order for all: mailboxes, then items. (Those in
     * letters that it settles are found later, and are nobody else's while their mailbox is locked.)
     */
    static void lock(Transaction tx, Commit asked) throws SQLException {
        Set<ProfileId> mailboxes = new HashSet<>();
        Set<String> items = new TreeSet<>();
        for (Write write : asked.writes()) {
            Effects effects = write.effects();
            if (!effects.settled().isEmpty()) {
                mailboxes.add(write.profile());
            }
            for (Letter letter : effects.sent()) {
                mailboxes.add(letter.to());
                items.addAll(letter.items());
            }
            items.addAll(effects.gained());
            items.addAll(effects.dropped());
        }
        tx.mailboxes.lock(mailboxes);
        for (String item : items) {
            Holding unused = tx.items.find(item);
        }
    }

    /** What the rules planned for letters and items, after the records have changed: whoever owns a receiver now is told. */
    static List<CommitReply.Notice> deliver(Transaction tx, EffectRules.Plan plan, String by) throws SQLException {
        List<CommitReply.Notice> notices = new ArrayList<>();
        for (Letter letter : plan.delivered()) {
            String reason = letter.undeliverable();
            if (reason == null) {
                Id owner = tx.profiles.owner(letter.to());
                tx.mail.deliver(letter, owner, tx.now());
                if (owner != null) {
                    notices.add(new CommitReply.Notice(letter.to(), owner));
                }
            } else {
                tx.dead.add(letter, reason, tx.now());
            }
        }
        for (Map.Entry<String, @Nullable Place> placed : plan.placed().entrySet()) {
            tx.items.place(placed.getKey(), placed.getValue(), by, tx.now());
        }
        return notices;
    }

    /**
     * S5: what belongs to an erased profile goes with it; the ids of its letters stay known.
     *
     * @param token of the tombstone
     */
    static void erase(Transaction tx, ProfileId profile, long token, String by) throws SQLException {
        Instant now = tx.now();
        tx.mailboxes.lock(profile);
        tx.settled.addAll(profile, now);
        tx.mail.erase(profile);
        tx.dead.erase(profile);
        tx.items.erase(profile, by, now);
        tx.revisions.erase(profile);
        tx.tags.erase(profile);
        tx.audit.erase(profile);
        tx.orphans.erase(profile, token);
    }

    static ItemIndex.Indexed index(Transaction tx, ProfileId profile, long token, long version, List<String> items)
            throws SQLException {
        ProfileRecord record = tx.profiles.findHead(profile);
        Head head = record == null ? null : record.head();
        boolean current = head != null && head.token() == token && head.version() == version;
        List<Holding> duplicates = new ArrayList<>();
        Place here = new Place.InProfile(profile);
        for (String item : current ? new TreeSet<>(items) : Set.<String>of()) {
            Holding holding = tx.items.find(item);
            if (holding == null) {
                tx.items.place(item, here, "", tx.now());
            } else if (!holding.place().equals(here)) {
                duplicates.add(holding);
            }
        }
        return new ItemIndex.Indexed(current, duplicates);
    }
}
