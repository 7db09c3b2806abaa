package dev.latchkey.engine.table;

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
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What commits do beside their records: mail, items, tags (S6, S7). */
final class EffectSteps {
    private EffectSteps() {}

    /** What a step has found, for {@link EffectRules}. */
    record Present(Step step) implements EffectRules.Found {
        @Override
        public @Nullable Letter waiting(ProfileId mailbox, String letter) {
            return MailRows.present(step, mailbox, letter) instanceof Mail.Waits waits && !waits.isOver(step.now())
                    ? waits.letter()
                    : null;
        }

        @Override
        public @Nullable Letter dead(ProfileId mailbox, String letter) {
            return switch (MailRows.present(step, mailbox, letter)) {
                case Mail.Died died -> died.letter();
                case Mail.Waits waits -> waits.isOver(step.now()) ? waits.letter() : null;
                case Mail.Known known -> null;
                case null -> null;
            };
        }

        @Override
        public boolean known(ProfileId mailbox, String letter) {
            return MailRows.present(step, mailbox, letter) != null;
        }

        @Override
        public int waiting(ProfileId mailbox) {
            return Mailbox.present(step, mailbox).waiting();
        }

        @Override
        public int expired(ProfileId mailbox) {
            return MailRows.expired(step, mailbox);
        }

        @Override
        public @Nullable Holding holding(String item) {
            return ItemRows.present(step, item);
        }
    }

    /** What the effects of a write will ask for. */
    static void reads(ProfileId profile, Effects effects, List<Read> reads) {
        if (!effects.settled().isEmpty()) {
            reads.add(Mailbox.get(profile));
        }
        effects.settled().forEach(settlement -> reads.add(MailRows.get(profile, settlement.letter())));
        effects.sent().forEach(letter -> reads(letter, reads));
        effects.gained().forEach(item -> reads.add(ItemRows.get(item)));
        effects.dropped().forEach(item -> reads.add(ItemRows.get(item)));
        if (effects.tags() != null) {
            reads.add(TagRows.get(profile));
        }
    }

    static void reads(Letter letter, List<Read> reads) {
        reads.add(Mailbox.get(letter.to()));
        reads.add(MailRows.get(letter.to(), letter.id()));
        reads.add(ProfileRows.get(letter.to(), false));
        letter.items().forEach(item -> reads.add(ItemRows.get(item)));
    }

    /** Before the records change. */
    static void before(Step step, Commit asked) {
        for (Write write : asked.writes()) {
            Effects effects = write.effects();
            if (effects.tags() != null) {
                TagRows.set(step, write.profile(), effects.tags());
            }
            for (Settlement settlement : effects.settled()) {
                MailRows.settle(step, write.profile(), settlement.letter(), settlement.failure());
            }
        }
    }

    /** After the records have changed, so that whoever owns a receiver then is told. */
    static List<CommitReply.Notice> deliver(Step step, EffectRules.Plan plan, String server) {
        List<CommitReply.Notice> notices = new ArrayList<>();
        for (Letter letter : plan.delivered()) {
            Id owner = ProfileRows.owner(step, letter.to());
            MailRows.deliver(step, letter, owner);
            if (owner != null && letter.undeliverable() == null) {
                notices.add(new CommitReply.Notice(letter.to(), owner));
            }
        }
        plan.placed().forEach((item, place) -> ItemRows.place(step, item, place, server));
        return notices;
    }

    static Mailboxes.Posted post(Step step, EffectRules rules, Letter letter) {
        return switch (rules.decide(letter, new Present(step))) {
            case EffectRules.Refusal refusal ->
                new Mailboxes.Posted.Refused(
                        refusal.reply().offence(), refusal.reply().reason());
            case EffectRules.Plan plan -> {
                List<CommitReply.Notice> unused = deliver(step, plan, "");
                yield new Mailboxes.Posted.Accepted(!plan.delivered().isEmpty(), ProfileRows.owner(step, letter.to()));
            }
        };
    }

    /** The letter waits again, as the newest, for ever. */
    static boolean revive(Step step, ProfileId mailbox, String id) {
        Row row = step.row(Names.letter(mailbox, id), true);
        if (row == null || !(Mail.of(mailbox, id, row.value(), row.body()) instanceof Mail.Died died)) {
            return false;
        }
        Letter letter = died.letter();
        MailRows.take(step, mailbox, died);
        MailRows.deliver(
                step,
                new Letter(
                        mailbox,
                        id,
                        letter.type(),
                        letter.content(),
                        letter.from(),
                        letter.items(),
                        null,
                        letter.room(),
                        null),
                ProfileRows.owner(step, mailbox));
        return true;
    }

    /** The letter is gone, and what was in it. */
    static boolean discard(Step step, ProfileId mailbox, String id) {
        if (!(MailRows.present(step, mailbox, id) instanceof Mail.Died died)) {
            return false;
        }
        MailRows.take(step, mailbox, died);
        MailRows.remember(step, mailbox, id);
        died.letter().items().forEach(item -> ItemRows.free(step, item, new Place.InTransit(mailbox, id)));
        return true;
    }

    /**
     * S5: what belongs to an erased profile goes with it; the ids of its letters stay known.
     *
     * @param token of the tombstone
     */
    static void erase(Step step, ProfileId profile, long token, String by) {
        MailRows.erase(step, profile);
        ItemRows.erase(step, profile, by);
        HistoryRows.erase(step, profile);
        TagRows.set(step, profile, java.util.Map.of());
        OrphanRows.erase(step, profile, token);
        AuditRows.erase(step, profile);
    }
}
