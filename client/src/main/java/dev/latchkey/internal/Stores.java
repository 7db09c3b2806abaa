package dev.latchkey.internal;

import dev.latchkey.Documents;
import dev.latchkey.ImportOptions;
import dev.latchkey.ImportReport;
import dev.latchkey.LatchkeyException;
import dev.latchkey.ProfileStore;
import dev.latchkey.StoreOptions;
import dev.latchkey.spi.Codec;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Tags;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The stores of a server, and what all views of one store have in common. Thread-safe. */
public final class Stores implements AutoCloseable {
    private final Server server;
    private final Map<String, Sharing<?>> sharing = new ConcurrentHashMap<>();
    private final Map<String, Handlers<?>> handlers = new ConcurrentHashMap<>();
    private final Aside aside;

    Stores(Server server) {
        this.server = server;
        aside = new Aside(server);
    }

    /** What is done beside the sessions. */
    Aside aside() {
        return aside;
    }

    /** Profiles. */
    public <T> ProfileStore<T> profiles(String name, Class<T> type, Supplier<T> fresh, StoreOptions<T> chosen) {
        String store = new ProfileId(name, "key").store();
        if (chosen.items() != null && server.ability(ItemIndex.class).isEmpty()) {
            throw new LatchkeyException(
                    "this engine keeps no unique items store=" + store + "; use another, or leave withItems out", null);
        }
        if (chosen.tags() != null && server.ability(Tags.class).isEmpty()) {
            throw new LatchkeyException(
                    "this engine keeps no tags store=" + store + "; use another, or leave withTags out", null);
        }
        Data<T> data = data(type, fresh, chosen);
        aside.claim(store, "profiles");
        return new Profiles<>(server, store, data, sharing(store), handlers(store));
    }

    /** Documents. */
    public <T> Documents<T> documents(String name, Class<T> type, Supplier<T> fresh, StoreOptions<T> chosen) {
        String store = new ProfileId(name, "key").store();
        if (chosen.items() != null) {
            throw new IllegalArgumentException("documents have no unique items store=" + store);
        }
        if (chosen.tags() != null) {
            throw new IllegalArgumentException("documents have no tags store=" + store);
        }
        Data<T> data = data(type, fresh, chosen);
        aside.claim(store, "documents");
        Profiles<T> sessions = new Profiles<>(server, store, data, sharing(store), handlers(store));
        return new DocumentStore<>(aside, store, data, sessions);
    }

    /** Writes what is in a store, whatever its type. */
    public long export(String store, String prefix, Appendable out) {
        return new Exporting(new Listing(aside), new ProfileId(store, "key").store()).run(prefix, out);
    }

    /** Reads in what {@link #export} wrote, of any stores. */
    public ImportReport importFrom(Path file, ImportOptions options) {
        return new Importing(aside, options, null, null).run(file);
    }

    private <T> Data<T> data(Class<T> type, Supplier<T> fresh, StoreOptions<T> chosen) {
        Codec<T> given = chosen.codec();
        Codec<T> codec = given == null ? Plugins.codec(type, server.options()) : given;
        return Data.of(codec, fresh, chosen, server.options().maxPayload());
    }

    @Override
    public void close() {
        aside.close();
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
