package dev.latchkey.engine.memory;

import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens {@code memory:NAME}: all openers of one name in this process share one store, which is gone when the
 * last of them has closed it. {@code memory:} without a name is a store of its own each time. Thread-safe.
 */
public final class MemoryProvider implements EngineProvider {
    private static final Map<String, Shared> STORES = new ConcurrentHashMap<>();

    private record Shared(MemoryEngine engine, int openers) {}

    /** For {@link java.util.ServiceLoader}. */
    public MemoryProvider() {}

    @Override
    public String scheme() {
        return "memory";
    }

    @Override
    public StorageEngine open(StoreUrl url) {
        if (!url.options().isEmpty()) {
            throw new StoreException("memory:NAME takes no options; remove options="
                    + url.options().keySet());
        }
        String name = url.rest();
        if (name.isEmpty()) {
            return MemoryEngine.builder().build();
        }
        if (name.length() > 64) {
            throw new StoreException("the name in memory:NAME has at most 64 characters; length=" + name.length());
        }
        Shared shared = join(name);
        return shared.engine().another(() -> leave(name));
    }

    private static Shared join(String name) {
        return STORES.compute(
                name,
                (key, shared) -> shared == null
                        ? new Shared(MemoryEngine.builder().name(key).build(), 1)
                        : new Shared(shared.engine(), shared.openers() + 1));
    }

    private static void leave(String name) {
        STORES.computeIfPresent(
                name,
                (key, shared) -> shared.openers() == 1 ? null : new Shared(shared.engine(), shared.openers() - 1));
    }
}
