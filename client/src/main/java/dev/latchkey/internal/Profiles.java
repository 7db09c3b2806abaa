package dev.latchkey.internal;

import dev.latchkey.DryRun;
import dev.latchkey.Ended;
import dev.latchkey.LatchkeyException;
import dev.latchkey.LoadCancelledException;
import dev.latchkey.LoadOptions;
import dev.latchkey.MailHandler;
import dev.latchkey.MailOptions;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.Ref;
import dev.latchkey.StoreAwayException;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.core.Input;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The profiles of one store. Thread-safe. */
final class Profiles<T> implements ProfileStore<T> {
    private static final Logger LOG = System.getLogger(Profiles.class.getName());
    private static final long RELEASE_SECONDS = 2;

    private final Server server;
    private final String name;
    private final Data<T> data;
    private final Sharing<T> sharing;
    private final Handlers<T> handlers;

    Profiles(Server server, String name, Data<T> data, Sharing<T> sharing, Handlers<T> handlers) {
        this.handlers = handlers;
        this.server = server;
        this.name = name;
        this.data = data;
        this.sharing = sharing;
    }

    Server server() {
        return server;
    }

    Data<T> data() {
        return data;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Profile<T> load(String key, UnaryOperator<LoadOptions> options) {
        LoadOptions chosen = options.apply(LoadOptions.DEFAULT);
        ProfileId id = new ProfileId(name, key);
        if (chosen.shared()) {
            return join(sharing.load(this, id, chosen), id);
        }
        LoadCall<T> call = new LoadCall<>(this, id, chosen);
        server.begin(call, true);
        try {
            return new Handle<>(finish(call, call.result.get()), null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            abandon(call);
            throw new LoadCancelledException("load was interrupted profile=" + id, interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a load's result cannot fail", impossible);
        }
    }

    private static <P> P join(CompletableFuture<P> future, ProfileId id) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            future.cancel(false);
            throw new LoadCancelledException("load was interrupted profile=" + id, interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new LatchkeyException("load failed profile=" + id, failed.getCause());
        }
    }

    @Override
    public CompletableFuture<Profile<T>> loadAsync(String key, UnaryOperator<LoadOptions> options) {
        LoadOptions chosen = options.apply(LoadOptions.DEFAULT);
        ProfileId id = new ProfileId(name, key);
        return chosen.shared() ? sharing.load(this, id, chosen) : start(id, chosen);
    }

    /** Starts a load; cancelling the future abandons it (L9). */
    CompletableFuture<Profile<T>> start(ProfileId id, LoadOptions options) {
        LoadCall<T> call = new LoadCall<>(this, id, options);
        CompletableFuture<Profile<T>> future = new CompletableFuture<>();
        After.success(call.result, result -> server.host().runCallback(() -> finish(call, result, future)));
        After.either(future, (profile, failure) -> {
            if (future.isCancelled()) {
                abandon(call);
            }
        });
        server.begin(call, false);
        return future;
    }

    private void finish(LoadCall<T> call, LoadCall.Result<T> result, CompletableFuture<Profile<T>> future) {
        try {
            Handle<T> handle = new Handle<>(finish(call, result), null);
            if (!future.complete(handle)) {
                handle.discard();
            }
        } catch (RuntimeException failure) {
            future.completeExceptionally(failure);
        }
    }

    /** What the game gets; decodes, so on the game's thread or one of its callbacks. */
    private Held<T> finish(LoadCall<T> call, LoadCall.Result<T> result) {
        ProfileId id = call.load.profile();
        Held<T> held = result.held();
        if (held == null || result.failure() != null) {
            server.metrics().count(Names.LOADS_FAILED, 1);
            throw result.failure() == null
                    ? new IllegalStateException("a load has neither session nor failure")
                    : Failures.of(id, result.failure(), server.engine());
        }
        try {
            if (!held.begin(data.read(id, result.payload()), result.payload() == null)) {
                throw server.isClosing() ? Failures.shuttingDown(id) : Failures.overtaken(id);
            }
        } catch (UnreadableProfileException unreadable) {
            server.metrics().count(Names.LOADS_FAILED, 1);
            awaitRelease(held);
            throw unreadable;
        }
        held.mail(result.mail());
        server.metrics().time(Names.LOAD_TIME, server.host().monotonic() - call.begun);
        return held;
    }

    /** S8: the lock is back before the game hears of the failure, unless the store takes its time. */
    private static void awaitRelease(Held<?> held) {
        CompletableFuture<Ended> released = held.leaving.close(false);
        try {
            Ended unused = released.get(RELEASE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException later) {
            LOG.log(Level.DEBUG, "unreadable profile is released later profile=" + held.id(), later);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** L9: what the load was or will be granted goes back. */
    private void abandon(LoadCall<T> call) {
        server.mailbox().post(new Input.Abandon(call.load));
        After.success(call.result, result -> {
            if (result.held() != null) {
                result.held().leaving.discard();
            }
        });
    }

    @Override
    public Optional<T> view(String key) {
        ProfileId id = new ProfileId(name, key);
        Outcome<Optional<ProfileRecord>> outcome =
                Plugins.read(server.engine(), id).get(0);
        return switch (outcome) {
            case Outcome.Done<Optional<ProfileRecord>>(Optional<ProfileRecord> found) ->
                found.map(ProfileRecord::payload)
                        .map(payload -> data.read(id, payload).value());
            case Outcome.NotDone<Optional<ProfileRecord>>(Outcome.Failure failure) -> throw away(id, failure);
            case Outcome.Unknown<Optional<ProfileRecord>>(Outcome.Failure failure) -> throw away(id, failure);
        };
    }

    private static StoreAwayException away(ProfileId id, Outcome.Failure failure) {
        return new StoreAwayException(
                "store did not answer profile=" + id + " store=" + failure.message(), failure.cause());
    }

    @Override
    public CompletableFuture<Optional<T>> viewAsync(String key) {
        return CompletableFuture.supplyAsync(() -> view(key), server.host()::runCallback);
    }

    @Override
    public DryRun dryRun(Consumer<DryRun> progress) {
        return new Rehearsal<>(server.engine(), name, data).run(progress);
    }

    @Override
    public Optional<Profile<T>> opened(String key) {
        ProfileId id = new ProfileId(name, key);
        Optional<Held<T>> here = server.held(id);
        return here.map(held -> new Handle<>(held, null));
    }

    @Override
    public Ref<T> ref(String key) {
        return new Ref<>(this, new ProfileId(name, key));
    }

    Handlers<T> handlers() {
        return handlers;
    }

    @Override
    public <M> void onMail(Class<M> type, MailHandler<T, M> handler) {
        server.needMail();
        handlers.add(new Handlers.Handler<>(type, handler));
    }

    @Override
    public CompletableFuture<Void> send(String key, Object message, UnaryOperator<MailOptions> options) {
        server.needMail();
        MailOptions chosen = options.apply(MailOptions.DEFAULT);
        ProfileId to = new ProfileId(name, key);
        return server.mailroom()
                .post(server.letters()
                        .letter(to, message, chosen, server.options().name()));
    }
}
