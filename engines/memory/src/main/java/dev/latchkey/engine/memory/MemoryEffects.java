package dev.latchkey.engine.memory;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What commits do beside their records: mail, items, history, tags (S6, S7). For the lock's holder. */
final class MemoryEffects {
    private final MemoryTables tables;
    private final EffectRules rules;
    private final Journal journal;

    MemoryEffects(MemoryTables tables, EffectRules rules, Journal journal) {
        this.tables = tables;
        this.rules = rules;
        this.journal = journal;
    }

    /** What is there now. */
    private record Present(MemoryTables tables, Instant now) implements EffectRules.Found {
        @Override
        public @Nullable Letter waiting(ProfileId mailbox, String letter) {
            return tables.mail().waiting(mailbox, letter, now);
        }

        @Override
        public @Nullable Letter dead(ProfileId mailbox, String letter) {
            return tables.mail().dead(mailbox, letter, now);
        }

        @Override
        public boolean known(ProfileId mailbox, String letter) {
            return tables.mail().known(mailbox, letter);
        }

        @Override
        public int waiting(ProfileId mailbox) {
            return tables.mail().waiting(mailbox);
        }

        @Override
        public int expired(ProfileId mailbox) {
            return tables.mail().expired(mailbox, now);
        }

        @Override
        public @Nullable Holding holding(String item) {
            return tables.items().holding(item);
        }
    }

    EffectRules.Decision decide(Commit asked, Instant now) {
        return rules.decide(asked.writes(), new Present(tables, now));
    }

    /** Before the records change: what they hold is kept where that is asked for, letters are settled, tags set. */
    void before(Commit asked, Instant now) {
        String server = tables.servers().display(asked.server());
        for (Write write : asked.writes()) {
            Effects effects = write.effects();
            ProfileId profile = write.profile();
            if (effects.keep() != null) {
                tables.history().keep(tables.records().get(profile), effects.keep(), now);
            }
            if (effects.tags() != null) {
                tables.tags().set(profile, effects.tags());
            }
            if (write.payload() != null) {
                tables.history().written(profile, server);
            }
            for (Settlement settlement : effects.settled()) {
                tables.mail().settle(profile, settlement.letter(), settlement.failure(), true, now);
                journal.settled(profile, settlement, asked.write());
            }
        }
    }

    /** After the records have changed, so that whoever owns a receiver now is told. */
    List<CommitReply.Notice> deliver(EffectRules.Plan plan, String server, Instant now) {
        List<CommitReply.Notice> notices = new ArrayList<>();
        for (Letter letter : plan.delivered()) {
            Id owner = owner(letter.to());
            tables.mail().deliver(letter, owner, now);
            journal.delivered(letter);
            if (owner != null && letter.undeliverable() == null) {
                notices.add(new CommitReply.Notice(letter.to(), owner));
            }
        }
        plan.placed().forEach((item, place) -> tables.items().place(item, place, server, now));
        return notices;
    }

    Mailboxes.Posted post(Letter letter, Instant now) {
        return switch (rules.decide(letter, new Present(tables, now))) {
            case EffectRules.Refusal refusal ->
                new Mailboxes.Posted.Refused(
                        refusal.reply().offence(), refusal.reply().reason());
            case EffectRules.Plan plan -> {
                List<CommitReply.Notice> unused = deliver(plan, "", now);
                yield new Mailboxes.Posted.Accepted(!plan.delivered().isEmpty(), owner(letter.to()));
            }
        };
    }

    private @Nullable Id owner(ProfileId profile) {
        ProfileRecord record = tables.records().get(profile);
        return record == null ? null : record.head().owner();
    }

    boolean revive(ProfileId profile, String id, Instant now) {
        Letter letter = tables.mail().takeDead(profile, id);
        if (letter != null) {
            tables.mail().revive(letter, owner(profile), now);
        }
        return letter != null;
    }

    boolean discard(ProfileId profile, String id, Instant now) {
        Letter letter = tables.mail().takeDead(profile, id);
        if (letter != null) {
            tables.mail().remember(profile, id, now);
            List<String> freed = rules.freesDiscarded() ? letter.items() : List.of();
            freed.forEach(item -> free(item, new Place.InTransit(profile, id), now));
        }
        return letter != null;
    }

    /** Not where it is anywhere else by now. */
    private void free(String item, Place from, Instant now) {
        Holding holding = tables.items().holding(item);
        if (holding != null && holding.place().equals(from)) {
            tables.items().place(item, null, "", now);
        }
    }

    /** S5: what belongs to an erased profile goes with it; the ids of its letters stay known. */
    void erase(ProfileRecord tombstone, String by, boolean remember, Instant now) {
        ProfileId profile = tombstone.profile();
        tables.mail().erase(profile, remember, now);
        tables.items().erase(profile, by, now);
        tables.history().erase(profile);
        tables.tags().erase(profile);
        tables.shelf().erase(profile, tombstone.head().token());
    }

    /** Enters items that have no holder; names those that have another. */
    List<Holding> index(ProfileId profile, List<String> items, Instant now) {
        List<Holding> duplicates = new ArrayList<>();
        Place here = new Place.InProfile(profile);
        for (String item : items) {
            Holding holding = tables.items().holding(item);
            if (holding == null) {
                tables.items().place(item, here, "", now);
            } else if (!holding.place().equals(here)) {
                duplicates.add(holding);
            }
        }
        return duplicates;
    }
}
