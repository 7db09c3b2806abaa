package dev.latchkey.spi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the effects of a commit come to, as a pure function of what is found (rules S6, S10). Engines that compute in
 * the caller use this inside their atomic step, once all fences fit; others say the same in their language.
 *
 * <p>The protected methods are the decisions that safety rests on, so that the simulator can plant a wrong one.
 */
public class EffectRules {
    /** What an engine has, of the same moment as the commit. */
    public interface Found {
        /** The waiting letter; null where it does not wait, or its lifetime is over by the store's clock. */
        @Nullable
        Letter waiting(ProfileId mailbox, String letter);

        /** The dead letter, also one whose lifetime is over and that still lies in the mailbox; null where it is none. */
        @Nullable
        Letter dead(ProfileId mailbox, String letter);

        /** Whether the id is known: waiting, dead or settled. */
        boolean known(ProfileId mailbox, String letter);

        /** How many letters lie in the mailbox, those whose lifetime is over among them. */
        int waiting(ProfileId mailbox);

        /** Of how many of those the lifetime is over by the store's clock; asked only where there is no room otherwise. */
        int expired(ProfileId mailbox);

        /** Where an item is; null where it is nowhere. */
        @Nullable
        Holding holding(String item);
    }

    /** What is to be done, or why not. */
    public sealed interface Decision {}

    /**
     * It is to be done.
     *
     * @param delivered letters that are new in their mailboxes, in order
     * @param placed where items are from now on; null: nowhere
     */
    public record Plan(List<Letter> delivered, Map<String, @Nullable Place> placed) implements Decision {}

    /** Nothing of the commit is done. */
    public record Refusal(CommitReply.Rejected reply) implements Decision {}

    /** Thrown where the first offence is found. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient CommitReply.Rejected reply;

        Refused(ProfileId profile, String reason, Offence offence) {
            super(reason, null, false, false);
            reply = new CommitReply.Rejected(profile, reason, offence);
        }
    }

    /** The effects of all writes together. */
    public Decision decide(List<Write> writes, Found found) {
        try {
            return new Deciding(found).of(writes);
        } catch (Refused refused) {
            return new Refusal(refused.reply);
        }
    }

    /** A letter from outside of any session. */
    public Decision decide(Letter letter, Found found) {
        try {
            Deciding deciding = new Deciding(found);
            deciding.send(letter.to(), letter);
            return deciding.plan();
        } catch (Refused refused) {
            return new Refusal(refused.reply);
        }
    }

    /** S6: a letter whose id is known is not delivered again. */
    protected boolean isRepeated(Letter letter, Found found) {
        return found.known(letter.to(), letter.id());
    }

    /** S6: a commit that settles a letter which is there no more is refused as a whole. */
    protected boolean needsWaiting() {
        return true;
    }

    /** The items in a letter that is discarded are free for anybody. */
    public boolean freesDiscarded() {
        return true;
    }

    /** An item is in one place at most. */
    protected boolean isUnique() {
        return true;
    }

    /** One decision: first what leaves its place, then what takes one. */
    private final class Deciding {
        private final Found found;
        private final Map<String, @Nullable Place> placed = new LinkedHashMap<>();
        private final Map<ProfileId, Integer> room = new HashMap<>();
        private final Set<List<Object>> sent = new HashSet<>();
        private final Set<List<Object>> settled = new HashSet<>();
        /** Items that were taken out of a payload or a letter, also such as were never indexed. */
        private final Set<String> left = new HashSet<>();

        private final List<Letter> delivered = new ArrayList<>();

        Deciding(Found found) {
            this.found = found;
        }

        Decision of(List<Write> writes) {
            for (Write write : writes) {
                write.effects().dropped().forEach(item -> leave(item, new Place.InProfile(write.profile())));
                write.effects().settled().forEach(settlement -> settle(write.profile(), settlement));
            }
            for (Write write : writes) {
                write.effects().sent().forEach(letter -> send(write.profile(), letter));
                write.effects()
                        .gained()
                        .forEach(item -> take(write.profile(), item, new Place.InProfile(write.profile())));
            }
            return plan();
        }

        Plan plan() {
            return new Plan(delivered, placed);
        }

        private void settle(ProfileId profile, Settlement settlement) {
            boolean first = settled.add(List.of(profile, settlement.letter()));
            Letter waiting = first ? found.waiting(profile, settlement.letter()) : null;
            // One that died while the session had it has its effect all the same, and is dead no more.
            Letter letter = first && waiting == null ? found.dead(profile, settlement.letter()) : waiting;
            if (letter == null) {
                if (needsWaiting()) {
                    String reason = "the letter is there no more: letter=" + settlement.letter();
                    throw new Refused(profile, reason, new Offence.LetterGone(settlement.letter()));
                }
                return;
            }
            if (waiting != null) {
                room.merge(profile, 1, Integer::sum);
            }
            if (settlement.failure() == null) {
                letter.items().forEach(item -> leave(item, new Place.InTransit(profile, letter.id())));
            }
        }

        private void send(ProfileId sender, Letter letter) {
            if (!sent.add(List.of(letter.to(), letter.id())) || isRepeated(letter, found)) {
                refuseToLose(sender, letter);
                return;
            }
            if (letter.undeliverable() == null) {
                int left = letter.room() - found.waiting(letter.to()) + room.getOrDefault(letter.to(), 0);
                if (left < 1 && left + found.expired(letter.to()) < 1) {
                    throw new Refused(
                            sender,
                            "the mailbox is full: to=" + letter.to() + " limit=" + letter.room(),
                            new Offence.MailboxFull(letter.to(), letter.id(), letter.room()));
                }
                room.merge(letter.to(), -1, Integer::sum);
            }
            delivered.add(letter);
            letter.items().forEach(item -> take(sender, item, new Place.InTransit(letter.to(), letter.id())));
        }

        /** A letter that is not delivered again must not take along an item that has just left its place. */
        private void refuseToLose(ProfileId sender, Letter letter) {
            for (String item : letter.items()) {
                if (left.contains(item) && place(item) == null) {
                    throw new Refused(
                            sender,
                            "the letter's id was used before, an item in it would be lost: letter=" + letter.id()
                                    + " item=" + item,
                            new Offence.Unable());
                }
            }
        }

        private void leave(String item, Place from) {
            left.add(item);
            if (from.equals(place(item))) {
                placed.put(item, null);
            }
        }

        private @Nullable Place place(String item) {
            if (placed.containsKey(item)) {
                return placed.get(item);
            }
            Holding holding = found.holding(item);
            return holding == null ? null : holding.place();
        }

        private void take(ProfileId profile, String item, Place to) {
            Place at = place(item);
            if (at != null && !at.equals(to) && isUnique()) {
                Holding known = found.holding(item);
                Holding holding = known == null || !at.equals(known.place())
                        ? new Holding(item, at, java.time.Instant.EPOCH)
                        : known;
                throw new Refused(
                        profile,
                        "the item has a holder already: item=" + item + " holder=" + at + " since=" + holding.since(),
                        new Offence.ItemHeld(holding));
            }
            if (!to.equals(at)) {
                placed.put(item, to);
            }
        }
    }
}
