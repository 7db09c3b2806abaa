package dev.latchkey.internal;

import dev.latchkey.Ended;
import dev.latchkey.Ending;
import dev.latchkey.MailOptions;
import dev.latchkey.Outbox;
import dev.latchkey.Profile;
import dev.latchkey.Ref;
import dev.latchkey.SessionEndedException;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a caller has of a session: all of it, or a share. Thread-safe. */
final class Handle<T> implements Profile<T> {
    private final Held<T> held;
    private final Sharing<T>.@Nullable Share share;

    Handle(Held<T> held, Sharing<T>.@Nullable Share share) {
        this.held = held;
        this.share = share;
    }

    Held<T> held() {
        return held;
    }

    @Override
    public ProfileId id() {
        return held.id();
    }

    @Override
    public T data() {
        return held.data();
    }

    @Override
    public T saved() {
        return held.saved();
    }

    @Override
    public T update(UnaryOperator<T> change) {
        checkShare();
        return held.change(change);
    }

    @Override
    public T update(BiFunction<T, Outbox, T> change) {
        checkShare();
        return held.change(change, List.of());
    }

    @Override
    public Ref<T> ref() {
        return new Ref<>(held.store, id());
    }

    @Override
    public CompletableFuture<Void> send(Ref<?> to, Object message, UnaryOperator<MailOptions> options) {
        server().needMail();
        Letter letter =
                server().letters().letter(to.id(), message, options.apply(MailOptions.DEFAULT), id().toString());
        T unused = update((value, outbox) -> {
            if (outbox instanceof Collecting collecting) {
                collecting.add(letter);
            }
            return value;
        });
        return server().mailroom().sending(letter, save());
    }

    @Override
    public CompletableFuture<Void> send(String key, Object message) {
        return send(held.store.ref(key), message);
    }

    @Override
    public CompletableFuture<T> updateAsync(UnaryOperator<T> change) {
        return CompletableFuture.supplyAsync(() -> update(change), server().host()::runCallback);
    }

    @Override
    public void mutate(Consumer<T> change) {
        if (!held.store.data().options().mutable()) {
            throw new IllegalStateException("the store's values are not declared mutable store=" + held.store.name()
                    + "; open it with options -> options.withMutable(true), or use update");
        }
        update(value -> {
            change.accept(value);
            return value;
        });
    }

    private void checkShare() {
        if (share != null && share.isGivenUp()) {
            throw new SessionEndedException(id(), null);
        }
    }

    @Override
    public CompletableFuture<Void> save() {
        return held.leaving.save();
    }

    @Override
    public boolean isActive() {
        return !held.leaving.isTaken() && (share == null || !share.isGivenUp()) && server().isActive(held.session);
    }

    @Override
    public void onEnding(Consumer<Ending> callback) {
        held.leaving.onEnding(callback);
    }

    @Override
    public void onEnded(Consumer<Ended> callback) {
        held.leaving.onEnded(callback);
    }

    @Override
    public CompletableFuture<Void> transferTo(Id server) {
        checkShare();
        return afterwards(held.leaving.transfer(server));
    }

    @Override
    public CompletableFuture<Void> transferTo(String serverName) {
        return CompletableFuture.supplyAsync(() -> server().idOf(serverName), server().host()::runCallback)
                .thenCompose(this::transferTo);
    }

    @Override
    public void close() {
        if (share == null) {
            check(held.leaving.close(true).join());
        } else if (share.giveUp(held.leaving::discard)) {
            check(held.leaving.close(false).join());
        } else {
            joinSave();
        }
    }

    private void joinSave() {
        try {
            save().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        if (share != null && !share.giveUp(held.leaving::discard)) {
            return save();
        }
        return afterwards(held.leaving.close(false));
    }

    /** A future of the game's: completed on a thread of its callbacks. */
    private CompletableFuture<Void> afterwards(CompletableFuture<Ended> end) {
        return end.thenAcceptAsync(this::check, server().host()::runCallback);
    }

    private void check(Ended over) {
        if (held.leaving.lostChanges(over)) {
            throw new SessionEndedException(id(), over);
        }
    }

    /** Nobody wants it: the load was cancelled (L9). */
    void discard() {
        held.leaving.discard();
    }

    private Server server() {
        return held.store.server();
    }

    @Override
    public String toString() {
        return "Profile[" + id() + (isActive() ? ", active]" : ", not active]");
    }
}
