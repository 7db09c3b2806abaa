package dev.latchkey.internal;

import dev.latchkey.Options;
import dev.latchkey.ProfileStore;
import dev.latchkey.StoreOptions;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One running server. Thread-safe. */
public final class Server {
    private final StorageEngine engine;
    private final Options options;

    Server(StorageEngine engine, @Nullable MessageBus bus, Options options, boolean owned) {
        this.engine = engine;
        this.options = options;
    }

    Server start() {
        return this;
    }

    /** The options. */
    public Options options() {
        return options;
    }

    /** The present id. */
    public Id id() {
        throw new IllegalStateException("not started");
    }

    /** The engine's ability. */
    public <A> Optional<A> ability(Class<A> ability) {
        return ability.isInstance(engine) ? Optional.of(ability.cast(engine)) : Optional.empty();
    }

    /** A store. */
    public <T> ProfileStore<T> profiles(String name, Class<T> type, Supplier<T> fresh, StoreOptions<T> options) {
        throw new IllegalStateException("not started");
    }

    /** Ends it. */
    public void close() {}
}
