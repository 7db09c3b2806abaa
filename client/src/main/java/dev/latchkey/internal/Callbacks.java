package dev.latchkey.internal;

import dev.latchkey.EndReason;
import dev.latchkey.Ended;
import dev.latchkey.Ending;
import dev.latchkey.Host;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to hear of the end of one session. Each callback has a thread of its own, so that one that hangs
 * keeps nobody; at most {@value #MOST} can be registered. Guarded by the profile's monitor.
 */
final class Callbacks {
    private static final Logger LOG = System.getLogger(Callbacks.class.getName());
    private static final int MOST = 1_000;

    private final List<Consumer<Ending>> onEnding = new ArrayList<>(1);
    private final List<Consumer<Ended>> onEnded = new ArrayList<>(0);
    private final List<CompletableFuture<Ended>> ends = new ArrayList<>(0);
    private @Nullable Ending told;

    void onEnding(Host host, Consumer<Ending> callback, @Nullable Ended ended) {
        Ending known = told;
        if (known != null) {
            host.runCallback(() -> call(callback, known));
        } else if (ended == null) {
            bound(onEnding.size());
            onEnding.add(callback);
        }
    }

    void onEnded(Host host, Consumer<Ended> callback, @Nullable Ended ended) {
        if (ended != null) {
            host.runCallback(() -> call(callback, ended));
        } else {
            bound(onEnded.size());
            onEnded.add(callback);
        }
    }

    /** Completed by the core's thread when the session is over: nothing of the game's may hang on it directly. */
    CompletableFuture<Ended> end() {
        CompletableFuture<Ended> end = new CompletableFuture<>();
        ends.add(end);
        return end;
    }

    static void bound(int size) {
        if (size >= MOST) {
            throw new IllegalStateException("too many callbacks on one profile limit=" + MOST);
        }
    }

    /** Announces the end; {@code then} runs when all have returned. Returns what is left to do at once. */
    Runnable ending(Host host, Ending ending, Runnable then) {
        told = ending;
        if (onEnding.isEmpty()) {
            return then;
        }
        AtomicInteger left = new AtomicInteger(onEnding.size());
        for (Consumer<Ending> callback : onEnding) {
            host.runCallback(() -> {
                call(callback, ending);
                if (left.decrementAndGet() == 0) {
                    then.run();
                }
            });
        }
        onEnding.clear();
        return () -> {};
    }

    /** The end has come; who has not heard of it and did not bring it about hears of it now. */
    void ended(Host host, Ended ended) {
        boolean own = ended.reason() == EndReason.CLOSED || ended.reason() == EndReason.TRANSFERRED;
        if (told == null && !own) {
            Instant now = Instant.ofEpochSecond(0, host.wall());
            ending(host, new Ending(ended.reason(), now, null), () -> {});
        }
        for (Consumer<Ended> callback : onEnded) {
            host.runCallback(() -> call(callback, ended));
        }
        onEnded.clear();
        ends.forEach(end -> end.complete(ended));
        ends.clear();
    }

    /** Runs what is the game's, on a thread of its own. */
    static void run(Runnable callback, Object about) {
        call(nothing -> callback.run(), about);
    }

    @SuppressWarnings("CatchingUnchecked") // the game's fault is not the session's
    private static <E> void call(Consumer<E> callback, E event) {
        try {
            callback.accept(event);
        } catch (Exception | Error thrown) {
            LOG.log(Level.WARNING, "callback threw event=" + event, thrown);
        }
    }
}
