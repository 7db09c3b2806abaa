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

/** What commits do beside their records: mail, items, history (S6, S7). For the lock's holder. */
final class MemoryEffects implements EffectRules.Found {
    private final MemoryTables tables;
    private final EffectRules rules;
    private final Journal journal;

    MemoryEffects(MemoryTables tables, EffectRules rules, Journal journal) {
        this.tables = tables;
        this.rules = rules;
        this.journal = journal;
    }

    @Override
    public @Nullable Letter waiting(ProfileId mailbox, String letter) {
        return tables.mail().waiting(mailbox, letter);
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
    public @Nullable Holding holding(String item) {
        return tables.items().holding(item);
    }

    EffectRules.Decision decide(Commit asked) {
        return rules.decide(asked.writes(), this);
    }

    /** Before the records change: what they hold is kept where that is asked for. */
    List<CommitReply.Notice> apply(Commit asked, EffectRules.Plan plan, Instant now) {
        String server = tables.servers().display(asked.server());
        for (Write write : asked.writes()) {
            Effects effects = write.effects();
            ProfileId profile = write.profile();
            if (effects.keep() != null) {
                tables.history().keep(tables.records().get(profile), effects.keep(), now);
            }
            if (write.payload() != null) {
                tables.history().written(profile, server);
            }
            for (Settlement settlement : effects.settled()) {
                tables.mail().settle(profile, settlement.letter(), settlement.failure(), true, now);
                journal.settled(profile, settlement, asked.write());
            }
        }
        return deliver(plan, server, now);
    }

    private List<CommitReply.Notice> deliver(EffectRules.Plan plan, String server, Instant now) {
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
        return switch (rules.decide(letter, this)) {
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
            letter.items().forEach(item -> tables.items().place(item, null, "", now));
        }
        return letter != null;
    }

    /** S5: what belongs to an erased profile goes with it; the ids of its letters stay known. */
    void erase(ProfileId profile, String by, boolean remember, Instant now) {
        tables.mail().erase(profile, remember, now);
        tables.items().erase(profile, by, now);
        tables.history().erase(profile);
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
