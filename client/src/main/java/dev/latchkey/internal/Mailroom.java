package dev.latchkey.internal;

import dev.latchkey.Host;
import dev.latchkey.LatchkeyException;
import dev.latchkey.MailboxFullException;
import dev.latchkey.Options;
import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.StoreAwayException;
import dev.latchkey.core.Input;
import dev.latchkey.core.Output;
import dev.latchkey.core.Post;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Letters on their way out, and those that are to be handled once more. Thread-safe. */
final class Mailroom {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private record Key(ProfileId to, String letter) {}

    private final Server server;
    private final Host host;
    /** Letters of sessions whose senders wait to hear of them; bounded by their saves. */
    private final Map<Key, CompletableFuture<Void>> sending = new ConcurrentHashMap<>();

    private final Set<Inbox<?>> later = new LinkedHashSet<>();
    private final Host.Alarm alarm;

    Mailroom(Server server, Options options) {
        this.server = server;
        this.host = options.host();
        this.alarm = host.alarm(this::ring);
    }

    /** Sends a letter from outside of any session; done when the store has it. */
    CompletableFuture<Void> post(Letter letter) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        server.mailbox().post(new Input.Send(new Post(letter, PATIENCE.toNanos(), future)));
        return future;
    }

    void posted(Output.Posted posted) {
        switch (posted.reply()) {
            case Mailboxes.Posted.Accepted accepted -> end(posted.post(), null);
            case Mailboxes.Posted.Refused refused ->
                end(posted.post(), Failures.rejected(posted.post().letter().to(), refused.reason(), refused.offence()));
        }
    }

    void failed(Output.PostFailed failed) {
        Letter letter = failed.post().letter();
        String what = " to=" + letter.to() + " letter=" + letter.id();
        LatchkeyException failure = failed.maybe()
                ? new OutcomeUnknownException(
                        "store did not answer, the letter may have been delivered; send it again with the same id"
                                + what,
                        null)
                : new StoreAwayException("store did not answer, the letter was not delivered" + what, null);
        end(failed.post(), failure);
    }

    @SuppressWarnings("unchecked") // attached by post
    private void end(Post post, @org.jspecify.annotations.Nullable LatchkeyException failure) {
        CompletableFuture<Void> future = (CompletableFuture<Void>) post.attachment();
        if (future != null) {
            host.runCallback(() -> {
                if (failure == null) {
                    After.complete(future);
                } else {
                    future.completeExceptionally(failure);
                }
            });
        }
    }

    /** Done when the save that brings the letter is, unless the letter is refused. */
    CompletableFuture<Void> sending(Letter letter, CompletableFuture<Void> save) {
        Key key = new Key(letter.to(), letter.id());
        CompletableFuture<Void> future = new CompletableFuture<>();
        sending.put(key, future);
        After.either(save, (nothing, failure) -> {
            sending.remove(key, future);
            if (failure == null) {
                After.complete(future);
            } else {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    void refused(ProfileId from, Letter letter, String reason) {
        server.tell(events -> events.letterRefused(from, letter.to(), letter.id(), reason));
        CompletableFuture<Void> future = sending.remove(new Key(letter.to(), letter.id()));
        if (future != null) {
            host.runCallback(() -> future.completeExceptionally(new MailboxFullException(
                    "mailbox is full, the letter is among its dead letters and can be retried there to=" + letter.to()
                            + " letter=" + letter.id() + " reason=" + reason,
                    null)));
        }
    }

    /** Its letters are looked at again in a moment. */
    void later(Inbox<?> inbox) {
        synchronized (later) {
            later.add(inbox);
        }
        alarm.set(host.monotonic() + PAUSE.toNanos());
    }

    private void ring() {
        List<Inbox<?>> due;
        synchronized (later) {
            due = new ArrayList<>(later);
            later.clear();
        }
        due.forEach(Inbox::start);
    }

    void close() {
        alarm.close();
    }
}
