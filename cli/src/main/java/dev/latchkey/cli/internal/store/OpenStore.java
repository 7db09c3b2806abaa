package dev.latchkey.cli.internal.store;

import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import dev.latchkey.spi.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A store that exists, opened to look at. Thread-safe. */
public final class OpenStore implements AutoCloseable {
    private static final int TRIES = 5;
    private static final Set<String> MAKES_TABLES = Set.of("postgresql", "mariadb", "mysql");

    private final StorageEngine engine;

    private OpenStore(StorageEngine engine) {
        this.engine = engine;
    }

    /**
     * Opens a store; never makes one.
     *
     * @throws Refusal if the URL is none, or there is no store
     * @throws StoreException if the store cannot be used; the message says what to do
     */
    public static OpenStore open(String url) {
        StoreUrl parsed = parse(url);
        file(parsed).ifPresent(OpenStore::checkFile);
        return open(asItIs(parsed));
    }

    /** Whoever only looks makes no tables. */
    private static StoreUrl asItIs(StoreUrl url) {
        if (!MAKES_TABLES.contains(url.scheme())) {
            return url;
        }
        Map<String, String> options = new HashMap<>(url.options());
        options.put("migrate", "false");
        return new StoreUrl(url.text(), url.scheme(), url.rest(), options);
    }

    /**
     * Opens a store, and makes it where it is not there.
     *
     * @throws Refusal if the URL is none
     * @throws StoreException if the store cannot be used; the message says what to do
     */
    public static OpenStore make(String url) {
        return open(parse(url));
    }

    private static OpenStore open(StoreUrl parsed) {
        return new OpenStore(provider(parsed).open(parsed));
    }

    private static EngineProvider provider(StoreUrl parsed) {
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, OpenStore.class.getClassLoader())) {
            if (provider.scheme().equals(parsed.scheme())) {
                return provider;
            }
        }
        throw Refusal.badInput("no storage engine serves " + parsed.scheme() + ": URLs");
    }

    /**
     * Checks that an engine serves the URL; opens nothing.
     *
     * @throws Refusal if none does
     */
    public static void checkServed(String url) {
        EngineProvider unused = provider(parse(url));
    }

    private static StoreUrl parse(String url) {
        try {
            return StoreUrl.parse(url);
        } catch (IllegalArgumentException bad) {
            throw Refusal.badInput(String.valueOf(bad.getMessage()));
        }
    }

    /** The file of an embedded store; empty where the URL names none. */
    public static Optional<Path> file(String url) {
        return file(parse(url));
    }

    private static Optional<Path> file(StoreUrl url) {
        if (!url.scheme().equals("sqlite")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(url.rest()).toAbsolutePath());
        } catch (InvalidPathException bad) {
            throw Refusal.badInput("not a path: " + url.rest());
        }
    }

    /**
     * Checks that the URL names a store that exists.
     *
     * @throws Refusal if not
     */
    public static void checkThere(String url) {
        file(parse(url)).ifPresent(OpenStore::checkFile);
    }

    /** An engine makes what it does not find, also of an empty file. */
    private static void checkFile(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) == 0) {
                throw Refusal.badInput(
                        "there is no store here: file=" + file + "; name one by --store or LATCHKEY_STORE");
            }
        } catch (IOException unreadable) {
            throw Refusal.failed("the store cannot be read: file=" + file);
        }
    }

    /** The engine. */
    public StorageEngine engine() {
        return engine;
    }

    /** The bus on which the store's servers are heard, if it names one; the caller's, to be closed. */
    Optional<MessageBus> bus() {
        return engine.defaultBus().flatMap(OpenStore::found);
    }

    /**
     * A bus; the caller's, to be closed.
     *
     * @throws Refusal if no bus serves the URL
     * @throws StoreException if it cannot be opened
     */
    public static MessageBus bus(String url) {
        return found(url).orElseThrow(() -> Refusal.badInput("no bus serves this URL: " + parse(url)));
    }

    private static Optional<MessageBus> found(String text) {
        StoreUrl url = parse(text);
        for (BusProvider provider : ServiceLoader.load(BusProvider.class, OpenStore.class.getClassLoader())) {
            if (provider.scheme().equals(url.scheme())) {
                return Optional.of(provider.open(url));
            }
        }
        return Optional.empty();
    }

    /** The engine's ability to look around. */
    public Inspection inspection() {
        return ability(Inspection.class, "looking around");
    }

    /** The engine's shelf of orphans. */
    public OrphanShelf shelf() {
        return ability(OrphanShelf.class, "keeping orphans");
    }

    /** The engine's earlier states. */
    public History history() {
        return ability(History.class, "keeping a history");
    }

    /** The engine's tags. */
    public Tags tags() {
        return ability(Tags.class, "tags");
    }

    /** The engine's mail. */
    public Mailboxes mail() {
        return ability(Mailboxes.class, "mail");
    }

    /** The engine's unique items. */
    public ItemIndex items() {
        return ability(ItemIndex.class, "unique items");
    }

    /** The engine's forgetting. */
    public Housekeeping housekeeping() {
        return ability(Housekeeping.class, "forgetting what is old");
    }

    /** The engine's moving of whole profiles. */
    public Relocation relocation() {
        return ability(Relocation.class, "moving profiles to another store");
    }

    private <A> A ability(Class<A> ability, String words) {
        if (!ability.isInstance(engine)) {
            throw Refusal.failed("this engine has no ability of " + words);
        }
        return ability.cast(engine);
    }

    /**
     * The profile that a person names, as {@code STORE/KEY}, or as a key where the store is given or the only
     * one.
     *
     * @throws Refusal if it names none
     */
    public ProfileId profile(String name, Optional<String> in) {
        try {
            if (in.isPresent()) {
                return new ProfileId(in.get(), name);
            }
            int slash = name.indexOf('/');
            if (slash > 0) {
                return new ProfileId(name.substring(0, slash), name.substring(slash + 1));
            }
            List<String> stores = reply(inspection().stores());
            if (stores.size() == 1) {
                return new ProfileId(stores.get(0), name);
            }
            throw Refusal.badInput("name the profile as STORE/KEY, or the store by --in; there are "
                    + (stores.isEmpty() ? "no stores yet" : String.join(", ", stores)));
        } catch (IllegalArgumentException bad) {
            throw Refusal.badInput(String.valueOf(bad.getMessage()));
        }
    }

    /**
     * The record of a profile.
     *
     * @throws Refusal if there is none
     */
    public ProfileRecord read(ProfileId profile) {
        return reply(engine.read(List.of(profile)).get(0))
                .orElseThrow(() -> Refusal.failed("there is no profile " + profile));
    }

    /**
     * The names of the stores that are meant: the one that is named, or all.
     *
     * @throws Refusal if there is none of this name
     */
    public List<String> stores(Optional<String> named) {
        List<String> all = reply(inspection().stores());
        if (named.isEmpty()) {
            return all;
        }
        if (!all.contains(named.get())) {
            throw Refusal.failed("there is no store " + named.get() + "; there are "
                    + (all.isEmpty() ? "none" : String.join(", ", all)));
        }
        return List.of(named.get());
    }

    /** All servers by their ids. */
    public Map<Id, Inspection.ServerInfo> servers() {
        return reply(inspection().servers()).stream()
                .collect(Collectors.toMap(Inspection.ServerInfo::server, Function.identity()));
    }

    /**
     * The reply.
     *
     * @throws StoreException if there is none
     */
    public static <R> R reply(Outcome<R> outcome) {
        return switch (outcome) {
            case Outcome.Done<R>(R reply) -> reply;
            case Outcome.NotDone<R>(Outcome.Failure failure) -> throw failed(failure);
            case Outcome.Unknown<R>(Outcome.Failure failure) -> throw failed(failure);
        };
    }

    /**
     * The reply to a request that may be sent again, where nobody knows what became of it (S4).
     *
     * @throws StoreException if there is none
     */
    public static <R> R tried(Supplier<Outcome<R>> request) {
        for (int i = 1; i < TRIES; i++) {
            if (request.get() instanceof Outcome.Done<R>(R reply)) {
                return reply;
            }
        }
        return reply(request.get());
    }

    private static StoreException failed(Outcome.Failure failure) {
        return new StoreException(failure.message(), failure.cause());
    }

    @Override
    public void close() {
        engine.close();
    }
}
