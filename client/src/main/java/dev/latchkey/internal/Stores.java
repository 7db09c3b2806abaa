package dev.latchkey.internal;

import dev.latchkey.ProfileStore;
import dev.latchkey.StoreOptions;
import dev.latchkey.spi.Codec;
import dev.latchkey.spi.ProfileId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The stores of a server, and what all views of one store have in common. Thread-safe. */
final class Stores {
    private final Server server;
    private final Map<String, Sharing<?>> sharing = new ConcurrentHashMap<>();
    private final Map<String, Handlers<?>> handlers = new ConcurrentHashMap<>();

    Stores(Server server) {
        this.server = server;
    }

    <T> ProfileStore<T> profiles(String name, Class<T> type, Supplier<T> fresh, StoreOptions<T> chosen) {
        String store = new ProfileId(name, "key").store();
        Codec<T> given = chosen.codec();
        Codec<T> codec = given == null ? Plugins.codec(type, server.options()) : given;
        Data<T> data = Data.of(codec, fresh, chosen, server.options().maxPayload());
        return new Profiles<>(server, store, data, sharing(store), handlers(store));
    }

    @SuppressWarnings("unchecked") // two stores of one name have one type: the game's promise
    private <T> Sharing<T> sharing(String name) {
        return (Sharing<T>) sharing.computeIfAbsent(name, key -> new Sharing<T>());
    }

    @SuppressWarnings("unchecked") // two stores of one name have one type: the game's promise
    private <T> Handlers<T> handlers(String name) {
        return (Handlers<T>) handlers.computeIfAbsent(name, key -> new Handlers<T>());
    }
}
