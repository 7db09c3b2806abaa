package dev.latchkey.internal;

import dev.latchkey.DryRun;
import dev.latchkey.Ended;
import dev.latchkey.ImportOptions;
import dev.latchkey.ImportReport;
import dev.latchkey.LatchkeyException;
import dev.latchkey.LoadCancelledException;
import dev.latchkey.LoadOptions;
import dev.latchkey.MailHandler;
import dev.latchkey.MailOptions;
import dev.latchkey.PastSession;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.Ref;
import dev.latchkey.RestoreOptions;
import dev.latchkey.Revision;
import dev.latchkey.StoreAwayException;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.core.Input;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The profiles of one store. Thread-safe. */
final class Profiles<T> implements ProfileStore<T> {
    private static final Logger LOG = System.getLogger(Profiles.class.getName());
    private static final long RELEASE_SECONDS = 2;

    private final Server server;
    private final String name;
    private final Data<T> data;
    private final Sharing<T> sharing;
    private final Handlers<T> handlers;
    private final Care<T> care;
    private final Aloof<T> aloof;
    private final DeadMail deadMail;

    Profiles(Server server, String name, Data<T> data, Sharing<T> sharing, Handlers<T> handlers) {
        this.handlers = handlers;
        care = new Care<>(server.stores().aside(), data);
        deadMail = new DeadMail(server.stores().aside(), name);
        this.server = server;
        this.name = name;
        this.data = data;
        this.sharing = sharing;
        aloof = new Aloof<>(server, this, data, care);
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
        held.startMail();
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
    public <M> void onMail(String name, Class<M> type, MailHandler<T, M> handler) {
        server.needMail();
        handlers.add(name, new Handlers.Handler<>(type, handler));
    }

    @Override
    public CompletableFuture<Void> send(String key, Object message, UnaryOperator<MailOptions> options) {
        MailOptions chosen = options.apply(MailOptions.DEFAULT);
        return server.mailroom()
                .post(server.letters()
                        .letter(ref(key), message, chosen, server.options().name()));
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return deadMail.all();
    }

    @Override
    public List<DeadLetter> deadLetters(String key) {
        return deadMail.of(new ProfileId(name, key));
    }

    @Override
    public boolean retryDeadLetter(String key, String letter) {
        return deadMail.retry(new ProfileId(name, key), letter);
    }

    @Override
    public boolean removeDeadLetter(String key, String letter) {
        return deadMail.remove(new ProfileId(name, key), letter);
    }

    @Override
    public List<Revision> history(String key) {
        return care.history(new ProfileId(name, key));
    }

    @Override
    public Optional<T> revision(String key, long number) {
        return care.revision(new ProfileId(name, key), number);
    }

    @Override
    public Optional<T> revision(String key, Id orphan) {
        return care.revision(new ProfileId(name, key), orphan);
    }

    @Override
    public List<Difference> diff(String key, long number) {
        return care.diff(new ProfileId(name, key), number, null);
    }

    @Override
    public List<Difference> diff(String key, long before, long after) {
        return care.diff(new ProfileId(name, key), before, after);
    }

    @Override
    public List<Holding> restore(String key, long number, UnaryOperator<RestoreOptions<T>> options) {
        Ref<T> profile = ref(key);
        return aloof.restore(profile, care.existing(profile.id(), number), options.apply(RestoreOptions.defaults()));
    }

    @Override
    public T edit(String key, UnaryOperator<T> change) {
        return aloof.edit(ref(key), change);
    }

    @Override
    public Optional<T> viewNewest(String key) {
        return aloof.newest(ref(key));
    }

    @Override
    public List<Holding> restore(String key, Id orphan, UnaryOperator<RestoreOptions<T>> options) {
        Ref<T> profile = ref(key);
        return aloof.restore(profile, care.existing(profile.id(), orphan), options.apply(RestoreOptions.defaults()));
    }

    @Override
    public boolean erase(String key) {
        return care.erase(new ProfileId(name, key));
    }

    @Override
    public List<PastSession> sessions(String key) {
        return care.sessions(new ProfileId(name, key));
    }

    @Override
    public List<String> keys(String prefix, @Nullable String after, int limit) {
        return care.listing().keys(name, prefix, after, limit);
    }

    @Override
    public List<String> find(String tag, String value, @Nullable String after, int limit) {
        return care.listing().find(name, tag, value, after, limit);
    }

    @Override
    public Map<String, String> tags(String key) {
        return care.listing().tags(new ProfileId(name, key));
    }

    @Override
    public long export(String prefix, Appendable out) {
        return new Exporting(care.listing(), name).run(prefix, out);
    }

    @Override
    public ImportReport importFrom(Path file, UnaryOperator<ImportOptions> options) {
        return new Importing(server.stores().aside(), options.apply(ImportOptions.DEFAULT), name, data).run(file);
    }
}
