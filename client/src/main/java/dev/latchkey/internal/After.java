package dev.latchkey.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What follows a future, where nobody waits for it. */
final class After {
    private After() {}

    /** Runs when it is complete, whatever it holds. */
    static <R> void either(
            CompletableFuture<R> future, BiConsumer<? super @Nullable R, ? super @Nullable Throwable> then) {
        CompletableFuture<R> unused = future.whenComplete(then);
    }

    /** Runs when it is complete, if it has not failed. */
    static <R> void success(CompletableFuture<R> future, Consumer<? super R> then) {
        CompletableFuture<Void> unused = future.thenAccept(then);
    }

    /** Void's only value. */
    @SuppressWarnings("NullAway")
    static void complete(CompletableFuture<Void> future) {
        future.complete(null);
    }

    /** Complete from the start. */
    @SuppressWarnings("NullAway")
    static CompletableFuture<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }
}
