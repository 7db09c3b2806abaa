package dev.latchkey.cli.internal.demo.server;

import dev.latchkey.Ended;
import dev.latchkey.Fate;
import dev.latchkey.Latchkey;
import dev.latchkey.Outbox;
import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.Ref;
import dev.latchkey.cli.internal.demo.wire.Command;
import dev.latchkey.cli.internal.demo.wire.Gift;
import dev.latchkey.cli.internal.demo.wire.PlayerData;
import dev.latchkey.cli.internal.demo.wire.Report;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One player's stay at this server, from the load to the end of the session. Commands come from one thread. */
final class Seat {
    /** Shorter than players wait for an answer. */
    private static final Duration TRADE = Duration.ofSeconds(4);

    private final long session;
    private final String key;
    private final ProfileStore<PlayerData> store;
    private final Telling telling;
    private final Runnable leave;
    private final CompletableFuture<Profile<PlayerData>> load;
    private volatile @Nullable Profile<PlayerData> profile;
    private volatile boolean over;

    /**
     * @param leave called when the stay is over
     */
    Seat(
            Command.Join join,
            ProfileStore<PlayerData> store,
            Duration patience,
            WatchedEngine engine,
            Telling telling,
            Runnable leave) {
        this.session = join.session();
        this.key = join.key();
        this.store = store;
        this.telling = telling;
        this.leave = leave;
        ProfileId id = new ProfileId(store.name(), join.key());
        long begun = System.nanoTime();
        engine.begin(id);
        load = store.loadAsync(join.key(), options -> options.withPatience(patience));
        CompletableFuture<Boolean> unused = load.handle((loaded, failure) -> {
            if (loaded != null) {
                WatchedEngine.Arrival arrival = engine.done(id, begun);
                sit(loaded, arrival.how(), (System.nanoTime() - arrival.since()) / 1_000);
            } else {
                telling.tell(new Report.Failed(session, reason(failure)));
                goAway();
            }
            return true;
        });
    }

    private void sit(Profile<PlayerData> loaded, Report.How how, long micros) {
        PlayerData data = loaded.data();
        profile = loaded;
        telling.tell(new Report.Joined(session, how, micros, data));
        loaded.onEnded(end -> ended(loaded, end));
    }

    private void ended(Profile<PlayerData> loaded, Ended end) {
        PlayerData last = loaded.data();
        boolean durable = end.fate() == Fate.STORED;
        String reason = end.reason() + " " + end.fate();
        telling.tell(new Report.Ended(session, last.newest(), last.done().size(), durable, reason));
        goAway();
    }

    private void goAway() {
        over = true;
        leave.run();
    }

    /** Whether it ended, perhaps before anybody knew of this seat. */
    boolean isOver() {
        return over;
    }

    void act(Command.Do command) {
        Profile<PlayerData> open = profile;
        if (open == null) {
            telling.tell(new Report.Refused(session, command.number(), "not joined"));
            return;
        }
        try {
            PlayerData after = open.update((data, outbox) -> {
                if (command.deed().kind().isLetter()) {
                    mail(outbox, command);
                }
                return data.after(command.number(), command.deed());
            });
            telling.tell(new Report.Did(session, command.number(), after.done().size()));
        } catch (RuntimeException refused) {
            telling.tell(new Report.Refused(session, command.number(), reason(refused)));
        }
        if (command.deed().kind().isOfItems()) {
            save();
        }
    }

    private void mail(Outbox outbox, Command.Do command) {
        Gift gift = Gift.of(key, command.number(), command.deed());
        List<String> items = gift.item() > 0 ? List.of("item-" + gift.item()) : List.of();
        outbox.send(store.ref(command.deed().to()), gift, letter -> letter.withItems(items));
    }

    /** Two players in one step, wherever the other is. */
    void trade(Latchkey latchkey, Command.Do command) {
        Profile<PlayerData> open = profile;
        if (open == null) {
            telling.tell(new Report.Refused(session, command.number(), "not joined"));
            return;
        }
        Ref<PlayerData> mine = store.ref(key);
        Ref<PlayerData> other = store.ref(command.deed().to());
        CompletableFuture<Boolean> unused = latchkey.transactAsync(
                        List.of(mine, other),
                        tx -> {
                            if (!open.isActive()) {
                                tx.cancel("the player has gone on"); // It is not this stay's business any more.
                            }
                            PlayerData after = tx.get(mine).after(command.number(), command.deed());
                            tx.set(mine, after);
                            tx.update(other, data -> data.with(Gift.of(key, command.number(), command.deed())));
                            return after.done().size();
                        },
                        options -> options.withPatience(TRADE))
                .handle((count, failure) -> {
                    if (failure == null) {
                        telling.tell(new Report.Did(session, command.number(), count));
                        telling.tell(new Report.Saved(session, command.number(), count));
                    } else if (!(cause(failure) instanceof OutcomeUnknownException)) {
                        telling.tell(new Report.Refused(session, command.number(), reason(failure)));
                    }
                    return true;
                });
    }

    void save() {
        Profile<PlayerData> open = profile;
        if (open == null) {
            return;
        }
        // Taken before the call: what save() promises is this state or a newer one.
        PlayerData now = open.data();
        CompletableFuture<Boolean> unused = open.save().handle((nothing, failure) -> {
            if (failure == null) {
                telling.tell(new Report.Saved(session, now.newest(), now.done().size()));
            }
            return true;
        });
    }

    /** The player is gone: a load is cancelled (L9), a session saved and closed. */
    void quit() {
        Profile<PlayerData> open = profile;
        if (open == null && load.cancel(false)) {
            return;
        }
        CompletableFuture<Boolean> unused =
                load.thenCompose(Profile::closeAsync).handle((nothing, failure) -> true);
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable cause = cause(failure);
        return cause == null ? "unknown" : cause.getClass().getSimpleName() + ": " + oneLine(cause.getMessage());
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "" : message.replace('\n', ' ');
    }
}
