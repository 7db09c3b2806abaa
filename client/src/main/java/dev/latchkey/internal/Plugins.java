package dev.latchkey.internal;

import dev.latchkey.Options;
import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.BytesCodec;
import dev.latchkey.spi.Codec;
import dev.latchkey.spi.CodecException;
import dev.latchkey.spi.CodecProvider;
import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreUrl;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds engines, buses and codecs. */
public final class Plugins {
    private static final String POSTGRES = "latchkey-engine-postgres";
    private static final String MARIADB = "latchkey-engine-mariadb";
    private static final String REDIS = "latchkey-engine-redis";
    private static final String LOCAL = "latchkey-bus-local";
    private static final String NATS = "latchkey-bus-nats";
    private static final Map<String, String> ENGINES = Map.of(
            "sqlite", "latchkey-engine-sqlite",
            "memory", "latchkey-engine-memory",
            "postgresql", POSTGRES,
            "mariadb", MARIADB,
            "mysql", MARIADB,
            "redis", REDIS,
            "rediss", REDIS,
            "dynamodb", "latchkey-engine-dynamodb");
    private static final Map<String, String> BUSES = Map.of(
            "inprocess", LOCAL, "local", LOCAL, "postgresql", POSTGRES, "redis", REDIS, "rediss", REDIS, "nats", NATS);

    private Plugins() {}

    /** A server on the store of this URL; closes engine and bus at its end. */
    public static Server open(String url, Options options) {
        StoreUrl parsed = StoreUrl.parse(url);
        EngineProvider provider = find(EngineProvider.class, EngineProvider::scheme, parsed, "storage engine", ENGINES);
        StorageEngine engine = provider.open(parsed);
        MessageBus bus = null;
        try {
            bus = bus(engine, options);
            Options complete = options.journal() == null ? withDefaultJournal(options, parsed) : options;
            return new Server(engine, bus, complete, true).start();
        } catch (RuntimeException failed) {
            if (bus != null) {
                bus.close();
            }
            engine.close();
            throw failed;
        }
    }

    /** A server on what exists already. */
    public static Server with(StorageEngine engine, @Nullable MessageBus bus, Options options) {
        return new Server(engine, bus, options, false).start();
    }

    private static @Nullable MessageBus bus(StorageEngine engine, Options options) {
        String asked = options.bus();
        String url = asked != null ? asked : engine.defaultBus().orElse("none");
        if (url.equals("none")) {
            return null;
        }
        StoreUrl parsed = StoreUrl.parse(url);
        return find(BusProvider.class, BusProvider::scheme, parsed, "message bus", BUSES)
                .open(parsed);
    }

    private static <P> P find(
            Class<P> type, Function<P, String> scheme, StoreUrl url, String what, Map<String, String> artifacts) {
        Set<String> served = new TreeSet<>();
        for (P provider : ServiceLoader.load(type, Plugins.class.getClassLoader())) {
            if (scheme.apply(provider).equals(url.scheme())) {
                return provider;
            }
            served.add(scheme.apply(provider));
        }
        String artifact = artifacts.get(url.scheme());
        throw new IllegalArgumentException("no " + what + " serves this URL scheme=" + url.scheme() + " served="
                + served
                + (artifact == null ? "; correct the URL" : "; add the artifact dev.latchkey:" + artifact));
    }

    /** Where the URL names a file, the journal lies beside it. */
    private static Options withDefaultJournal(Options options, StoreUrl url) {
        try {
            Path file = Path.of(url.rest()).toAbsolutePath();
            boolean embedded = !url.rest().isEmpty() && Files.isRegularFile(file);
            return embedded ? options.withJournal(file.resolveSibling(file.getFileName() + "-latchkey")) : options;
        } catch (InvalidPathException noFile) {
            return options;
        }
    }

    /** A codec for a class, by the options' provider or the first one found. */
    @SuppressWarnings("unchecked") // byte[] is the codec's type
    static <T> Codec<T> codec(Class<T> type, Options options) {
        if (type == byte[].class) {
            return (Codec<T>) new BytesCodec();
        }
        CodecProvider provider = options.codec();
        if (provider == null) {
            provider = ServiceLoader.load(CodecProvider.class, Plugins.class.getClassLoader())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no codec handles this class type=" + type.getName()
                            + "; add the artifact dev.latchkey:latchkey-json or give one by withCodec"));
        }
        try {
            return provider.codecFor(type);
        } catch (CodecException refused) {
            throw new IllegalArgumentException(
                    "codec cannot handle this class type=" + type.getName() + " codec=" + provider.name(), refused);
        }
    }

    /** Reads one record; what an engine throws says nothing. */
    static List<Outcome<Optional<ProfileRecord>>> read(StorageEngine engine, ProfileId profile) {
        return read(engine, List.of(profile));
    }

    /** Reads some records; what an engine throws says nothing. */
    @SuppressWarnings("CatchingUnchecked")
    static List<Outcome<Optional<ProfileRecord>>> read(StorageEngine engine, List<ProfileId> profiles) {
        try {
            return engine.read(profiles);
        } catch (RuntimeException | LinkageError thrown) {
            return Collections.nCopies(profiles.size(), Outcome.notDone("the engine threw: " + thrown, thrown));
        }
    }

    /** Lists keys; what an engine throws says nothing. */
    @SuppressWarnings("CatchingUnchecked")
    static Outcome<List<ProfileId>> keys(Inspection inspection, String store, @Nullable String after, int limit) {
        try {
            return inspection.keys(store, "", after, limit);
        } catch (RuntimeException | LinkageError thrown) {
            return Outcome.notDone("the engine threw: " + thrown, thrown);
        }
    }
}
