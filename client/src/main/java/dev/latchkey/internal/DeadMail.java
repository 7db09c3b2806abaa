package dev.latchkey.internal;

import dev.latchkey.LatchkeyException;
import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.StoreAwayException;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Letters of one store that will not be delivered. Thread-safe. */
final class DeadMail {
    private static final int MOST = 1_000;

    private final Aside aside;
    private final String store;

    DeadMail(Aside aside, String store) {
        this.aside = aside;
        this.store = store;
    }

    List<DeadLetter> of(ProfileId profile) {
        return ask(profile, MOST);
    }

    /** An engine lists those of all stores together, so as many are asked for as it takes. */
    List<DeadLetter> all() {
        int limit = MOST;
        while (true) {
            List<DeadLetter> found = ask(null, limit);
            List<DeadLetter> here = found.stream()
                    .filter(each -> each.letter().to().store().equals(store))
                    .limit(MOST)
                    .toList();
            if (here.size() == MOST || found.size() < limit || limit > Integer.MAX_VALUE / 4) {
                return here;
            }
            limit *= 4;
        }
    }

    private List<DeadLetter> ask(@Nullable ProfileId profile, int limit) {
        String of = profile == null ? store : profile.toString();
        Mailboxes mail = mail();
        return aside.direct().ask("nothing was read", of, aside.patience(), () -> mail.deadLetters(profile, limit));
    }

    boolean retry(ProfileId profile, String letter) {
        Mailboxes mail = mail();
        return change(profile, letter, () -> mail.revive(profile, letter));
    }

    boolean remove(ProfileId profile, String letter) {
        Mailboxes mail = mail();
        return change(profile, letter, () -> mail.discard(profile, letter));
    }

    /** S4: a letter that was there before, and of which a reply was lost, was dealt with by that call. */
    private boolean change(ProfileId profile, String letter, Supplier<Outcome<Boolean>> call) {
        if (of(profile).stream().noneMatch(each -> each.letter().id().equals(letter))) {
            return false;
        }
        Asked asked = new Asked(call);
        try {
            return aside.direct().ask("nothing was changed", profile.toString(), aside.patience(), asked)
                    || asked.doubt;
        } catch (StoreAwayException away) {
            if (asked.doubt) {
                throw new OutcomeUnknownException(
                        "dead letter may have been dealt with, nobody can tell; look again profile=" + profile
                                + " letter=" + letter,
                        away);
            }
            throw away;
        }
    }

    /** A call that remembers whether what became of it is unknown. For one thread. */
    private static final class Asked implements Supplier<Outcome<Boolean>> {
        private final Supplier<Outcome<Boolean>> call;
        boolean doubt;

        Asked(Supplier<Outcome<Boolean>> call) {
            this.call = call;
        }

        @Override
        public Outcome<Boolean> get() {
            boolean before = doubt;
            doubt = true; // also where it throws
            Outcome<Boolean> outcome = call.get();
            doubt = before || outcome instanceof Outcome.Unknown<Boolean>;
            return outcome;
        }
    }

    private Mailboxes mail() {
        if (aside.direct().engine() instanceof Mailboxes mail) {
            return mail;
        }
        throw new LatchkeyException("this engine has no mail; use another store=" + store, null);
    }
}
