package dev.latchkey.internal;

import dev.latchkey.Options;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Id;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a server does beside its sessions: documents, and looking after data. Thread-safe. */
final class Aside implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final Server server;
    private final Waits waits;
    private final Recent recent = new Recent();
    private final Map<String, String> kinds = new ConcurrentHashMap<>();
    private final Direct direct;

    Aside(Server server) {
        this.server = server;
        waits = new Waits(server.host());
        direct = new Direct(server);
    }

    /**
     * A name is for one kind of store.
     *
     * @throws IllegalArgumentException if it was for another before
     */
    void claim(String store, String kind) {
        String former = kinds.putIfAbsent(store, kind);
        if (former != null && !former.equals(kind)) {
            throw new IllegalArgumentException("a store's name is for profiles or for documents, not for both name="
                    + store + " before=" + former + " now=" + kind);
        }
    }

    /** The server is there. */
    void begin() {
        if (server.engine() instanceof Housekeeping housekeeping) {
            new Sweeping(this, housekeeping, options().historyKept()).begin();
        }
    }

    Server server() {
        return server;
    }

    Waits waits() {
        return waits;
    }

    Direct direct() {
        return direct;
    }

    Recent recent() {
        return recent;
    }

    /** For one call. */
    Patience patience() {
        return new Patience(server.host(), waits, PATIENCE);
    }

    boolean isClosing() {
        return server.isClosing();
    }

    Options options() {
        return server.options();
    }

    /** Display name of this server. */
    String name() {
        return options().name();
    }

    Id serverId() {
        return server.id();
    }

    long now() {
        return server.host().monotonic();
    }

    /** Whether a document's state is to be kept in the history, which was last done then. */
    boolean isDue(@Nullable Long kept) {
        boolean off = options().historyPace().isZero() || !(server.engine() instanceof History);
        return !off && (kept == null || now() - kept >= options().historyPace().toNanos());
    }

    /** Runs what blocks on a thread of the callbacks. */
    <R> CompletableFuture<R> run(Supplier<R> work) {
        CompletableFuture<R> result = new CompletableFuture<>();
        server.host().runCallback(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return result;
    }

    @Override
    public void close() {
        waits.close();
    }
}
