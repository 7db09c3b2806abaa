package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Sends requests and says what became of them. The SDK's own repetition is off: what it repeats may have been stored the
 * first time, and then comes back as refused (S4). Repeated is only what the service surely did not do. Thread-safe.
 */
final class Calls implements AutoCloseable {
    static final String CLOSED = "the dynamodb engine is closed; open it again";

    /** Doubles with each attempt. */
    private static final long FIRST_PAUSE_NANOS = 2_000_000;

    private static final long LONGEST_PAUSE_NANOS = 200_000_000;

    /** Whether what this thread sends goes along with what another one has counted. */
    private static final ThreadLocal<Boolean> ALONG = ThreadLocal.withInitial(() -> false);

    private final DynamoSettings settings;
    private final JdkHttp http;
    private final DynamoDbClient client;
    private final Semaphore turns;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("latchkey-dynamodb-", 0).factory());
    private final AtomicLong trips = new AtomicLong();
    private volatile boolean closed;

    /**
     * @throws software.amazon.awssdk.core.exception.SdkException if no region is to be found
     */
    Calls(DynamoSettings settings) {
        this.settings = settings;
        this.http = new JdkHttp(settings.timeout());
        this.turns = new Semaphore(settings.connections(), true);
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .httpClient(http)
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()));
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        this.client = builder.build();
    }

    String table() {
        return settings.table();
    }

    /** How many round trips were made; requests that are sent together are one. */
    long trips() {
        return trips.get();
    }

    boolean isClosed() {
        return closed;
    }

    /** One request, again where the service was busy, until the time is over. */
    <R> Outcome<R> call(Function<DynamoDbClient, R> request) {
        if (!ALONG.get()) {
            trips.incrementAndGet();
        }
        return once(request);
    }

    /** Does things at once that are one round trip together; {@code here} runs on the caller's thread. */
    <A, B> Both<A, B> both(Supplier<A> here, Supplier<B> there) {
        if (closed) {
            // Each says so by itself.
            return new Both<>(here.get(), there.get());
        }
        Future<B> other = threads.submit(() -> along(there));
        A mine = here.get();
        return new Both<>(mine, await(other));
    }

    private static <R> R along(Supplier<R> work) {
        ALONG.set(true);
        return work.get();
    }

    /** What two things came to. */
    record Both<A, B>(A here, B there) {}

    /** Does all of them at once, in the order of the list as turns come free. */
    <Q, R> List<R> each(List<Q> asked, Function<Q, R> work) {
        if (asked.size() <= 1 || closed) {
            return asked.stream().map(work).toList();
        }
        if (!ALONG.get()) {
            trips.incrementAndGet();
        }
        List<Future<R>> futures = new ArrayList<>(asked.size());
        for (Q question : asked) {
            futures.add(threads.submit(() -> along(() -> work.apply(question))));
        }
        return futures.stream().map(Calls::await).toList();
    }

    private static <R> R await(Future<R> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    // It ends within its own time-out, and what it did must be known.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException cause
                            ? cause
                            : new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <R> Outcome<R> once(Function<DynamoDbClient, R> request) {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        for (long longest = FIRST_PAUSE_NANOS; ; longest = Math.min(LONGEST_PAUSE_NANOS, 2 * longest)) {
            if (closed) {
                return Outcome.notDone(CLOSED, null);
            }
            if (!turn()) {
                return Outcome.notDone(
                        "no connection came free in time: raise connections; connections=" + settings.connections(),
                        null);
            }
            try {
                http.begin();
                return Outcome.done(request.apply(client));
            } catch (SdkException e) {
                if (!Failures.passes(e) || System.nanoTime() + longest > deadline) {
                    return failed(e);
                }
            } catch (IllegalStateException e) {
                // The client was closed under the request.
                String words = closed ? CLOSED : "the client failed: " + e.getMessage();
                return http.hasSent() ? Outcome.unknown(words, e) : Outcome.notDone(words, e);
            } finally {
                turns.release();
            }
            LockSupport.parkNanos(1 + ThreadLocalRandom.current().nextLong(longest));
        }
    }

    private boolean turn() {
        try {
            return turns.tryAcquire(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <R> Outcome<R> failed(SdkException e) {
        boolean sent = http.hasSent();
        String words = Failures.words(e, sent, settings.where());
        return Failures.surelyNot(e, sent) ? Outcome.notDone(words, e) : Outcome.unknown(words, e);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            client.close();
            http.close();
            threads.shutdownNow();
        }
    }
}
