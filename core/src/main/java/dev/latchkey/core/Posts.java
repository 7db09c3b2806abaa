package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Letters sent from outside of any session, until the store has answered (S6). */
final class Posts {
    private final Core core;
    /** Whether an attempt may have had its effect. */
    private final Map<Post, Boolean> waiting = new LinkedHashMap<>();

    Posts(Core core) {
        this.core = core;
    }

    void begin(Post post) {
        waiting.put(post, false);
        core.timers.at(core.mono() + post.patienceNanos(), () -> end(post));
        send(post, 0);
    }

    private void send(Post post, int tries) {
        if (waiting.containsKey(post)) {
            core.request(new Request.ToPost(post.letter(), (asked, outcome) -> replied(post, outcome, tries)));
        }
    }

    private void replied(Post post, Outcome<Mailboxes.Posted> outcome, int tries) {
        switch (outcome) {
            case Outcome.Done<Mailboxes.Posted>(Mailboxes.Posted reply) -> {
                if (waiting.remove(post) != null) {
                    core.emit(new Output.Posted(post, reply));
                }
                Id owner = reply instanceof Mailboxes.Posted.Accepted accepted ? accepted.owner() : null;
                if (owner != null) {
                    core.mails.notify(post.letter().to(), owner);
                }
            }
            case Outcome.NotDone<Mailboxes.Posted> notDone -> core.retry(tries, () -> send(post, tries + 1));
            case Outcome.Unknown<Mailboxes.Posted> unknown -> {
                waiting.replace(post, true);
                core.retry(tries, () -> send(post, tries + 1));
            }
        }
    }

    /** It is not waited for any longer. */
    private void end(Post post) {
        @Nullable Boolean maybe = waiting.remove(post);
        if (maybe != null) {
            core.emit(new Output.PostFailed(post, maybe));
        }
    }

    void endAll() {
        new ArrayList<>(waiting.keySet()).forEach(this::end);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
