package dev.latchkey.core;

import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import java.util.List;

/** Letters on their way to the sessions of this server, each told to the game once (S6). */
final class Mails {
    private final Core core;

    Mails(Core core) {
        this.core = core;
    }

    /** What a grant of the store brought along, which the game is told with it. */
    void brought(Session session, List<Delivery> mail) {
        heard(session, mail);
        if (mail.size() >= Mailboxes.FIRST) {
            fetch(session);
        }
    }

    private static void heard(Session session, List<Delivery> mail) {
        for (Delivery delivery : mail) {
            session.mailUpTo = Math.max(session.mailUpTo, delivery.number());
        }
    }

    /** There may be something in a mailbox. */
    void hint(ProfileId profile) {
        Session session = core.sessions.of(profile);
        if (session != null) {
            fetch(session);
        }
    }

    /** Those who have open what letters were sent to are told. */
    void notify(List<CommitReply.Notice> notices) {
        notices.forEach(notice -> notify(notice.to(), notice.owner()));
    }

    void notify(ProfileId to, Id owner) {
        if (core.membership.is(owner)) {
            hint(to);
        } else {
            core.send(owner, new Message.Mail(to));
        }
    }

    void fetch(Session session) {
        if (session.phase != Session.Phase.OPEN) {
            return;
        }
        if (session.mailRequest != null) {
            session.mailAgain = true;
            return;
        }
        session.mailAgain = false;
        Mailboxes.Fetch fetch = new Mailboxes.Fetch(session.profile, session.mailUpTo, Mailboxes.FIRST);
        Request.ToFetch request = new Request.ToFetch(fetch, (asked, outcome) -> replied(session, asked, outcome));
        session.mailRequest = request;
        core.request(request);
    }

    private void replied(Session session, Request.ToFetch asked, Outcome<List<Delivery>> outcome) {
        if (session.mailRequest != asked) {
            return;
        }
        session.mailRequest = null;
        if (!(outcome instanceof Outcome.Done<List<Delivery>>(List<Delivery> mail))) {
            // Not retried by itself: the next renewal names the mailbox again (L1).
            session.mailAgain = false;
            core.in(core.settings.retryMost(), () -> fetch(session));
            return;
        }
        List<Delivery> fresh = mail.stream()
                .filter(delivery -> delivery.number() > session.mailUpTo)
                .toList();
        heard(session, fresh);
        if (!fresh.isEmpty() && session.phase == Session.Phase.OPEN) {
            core.emit(new Output.Mail(session, fresh));
        }
        if (session.mailAgain || mail.size() >= Mailboxes.FIRST) {
            fetch(session);
        }
    }
}
