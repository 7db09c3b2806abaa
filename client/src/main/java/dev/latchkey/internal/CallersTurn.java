package dev.latchkey.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Runs code of the game on the thread that waits for its result. Bounded by what is given to it: one step of one
 * transaction at a time. Thread-safe, for one waiting thread.
 */
final class CallersTurn implements Executor {
    private final LinkedBlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable step) {
        steps.add(step);
    }

    /**
     * The result, which one of the steps completes.
     *
     * @param interrupted called once where this thread is interrupted; the result is still waited for
     */
    <R> R await(CompletableFuture<R> result, Consumer<String> interrupted) {
        boolean wasInterrupted = false;
        try {
            while (!result.isDone()) {
                try {
                    steps.take().run();
                } catch (InterruptedException now) {
                    wasInterrupted = true;
                    interrupted.accept("its thread was interrupted");
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            return result.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
