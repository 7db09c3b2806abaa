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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Letters on their way out, and those that are to be handled once more. Thread-safe. */
final class Mailroom {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Key(ProfileId to, String letter) {}

    private final Server server;
    private final Host host;
    /** Letters of sessions whose senders wait to hear of them; bounded by their saves. */
    private final Map<Key, CompletableFuture<Void>> sending = new ConcurrentHashMap<>();

    /** When the letters of which inbox are looked at again, by the monotonic clock; bounded by the open profiles. */
    private final Map<Inbox<?>, Long> later = new LinkedHashMap<>();

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
            case Mailboxes.Posted.Accepted accepted -> {
                server.metrics().count(Names.LETTERS_SENT, accepted.fresh() ? 1 : 0);
                end(posted.post(), null);
            }
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
    private void end(Post post, @Nullable LatchkeyException failure) {
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

    /**
     * Done when the save that brings the letter is, unless the letter is refused.
     *
     * @param save puts the letter into the profile's next save, and starts that
     */
    CompletableFuture<Void> sending(Letter letter, Supplier<CompletableFuture<Void>> save) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        CompletableFuture<Void> known = sending.putIfAbsent(new Key(letter.to(), letter.id()), future);
        if (known != null) {
            return known; // The same letter once more: delivered once.
        }
        Key key = new Key(letter.to(), letter.id());
        CompletableFuture<Void> saved;
        try {
            saved = save.get();
        } catch (RuntimeException notSent) {
            sending.remove(key, future);
            throw notSent;
        }
        After.either(saved, (nothing, failure) -> saved(key, future, failure));
        return future;
    }

    private void saved(Key key, CompletableFuture<Void> future, @Nullable Throwable failure) {
        if (!sending.remove(key, future)) {
            return; // It was refused, and its sender is told so.
        }
        if (failure == null) {
            server.metrics().count(Names.LETTERS_SENT, 1);
            After.complete(future);
        } else {
            future.completeExceptionally(failure);
        }
    }

    void refused(ProfileId from, Letter letter, String reason) {
        server.metrics().count(Names.LETTERS_DEAD, 1);
        server.tell(events -> events.letterRefused(from, letter.to(), letter.id(), reason));
        CompletableFuture<Void> future = sending.remove(new Key(letter.to(), letter.id()));
        if (future != null) {
            host.runCallback(() -> future.completeExceptionally(new MailboxFullException(
                    "mailbox is full, the letter is among its dead letters and can be retried there to=" + letter.to()
                            + " letter=" + letter.id() + " reason=" + reason,
                    null)));
        }
    }

    /** Its letters are looked at again at this time, by the monotonic clock. */
    void later(Inbox<?> inbox, long at) {
        synchronized (later) {
            later.merge(inbox, at, Math::min);
            setAlarm();
        }
    }

    private void setAlarm() {
        later.values().stream().min(Long::compare).ifPresent(alarm::set);
    }

    private void ring() {
        List<Inbox<?>> due = new ArrayList<>();
        synchronized (later) {
            long now = host.monotonic();
            later.entrySet().removeIf(entry -> {
                boolean isDue = entry.getValue() <= now;
                if (isDue) {
                    due.add(entry.getKey());
                }
                return isDue;
            });
            setAlarm();
        }
        due.forEach(Inbox::start);
    }

    void close() {
        alarm.close();
    }
}
