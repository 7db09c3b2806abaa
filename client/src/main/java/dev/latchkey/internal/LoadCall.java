package dev.latchkey.internal;

import dev.latchkey.LoadOptions;
import dev.latchkey.core.Load;
import dev.latchkey.core.LoadFailure;
import dev.latchkey.core.Session;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One load on its way. Thread-safe. */
final class LoadCall<T> {
    /** What came of it: a session and its data, or a failure. */
    record Result<T>(
            @Nullable Held<T> held,
            @Nullable Payload payload,
            @Nullable LoadFailure failure,
            List<Delivery> mail) {}

    final Profiles<T> store;
    final Load load;
    final long begun;
    /** Completed by the core's thread: nothing of the game's may hang on it directly. */
    final CompletableFuture<Result<T>> result = new CompletableFuture<>();

    LoadCall(Profiles<T> store, ProfileId id, LoadOptions options) {
        this.store = store;
        begun = store.server().host().monotonic();
        load = new Load(
                id,
                Translations.conflict(options.conflict()),
                options.patience().toNanos(),
                this);
    }

    void loaded(Session session, @Nullable Payload payload, List<Delivery> mail) {
        Held<T> held = new Held<>(store, session);
        session.attach(held);
        result.complete(new Result<>(held, payload, null, mail));
    }

    void failed(LoadFailure failure) {
        result.complete(new Result<>(null, null, failure, List.of()));
    }
}
