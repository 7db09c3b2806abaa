package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins and game code that do what they should not: nothing hangs, nothing is lost, nobody is lied to. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileSurroundingsTest {
    /** What a game's class may throw: neither a RuntimeException nor one of the usual errors. */
    private static final class GameError extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final WatchedEngine engine = new WatchedEngine();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        engine.close();
    }

    private static ProfileStore<Ada> players(Latchkey latchkey) {
        return latchkey.profiles("players", Ada.class, Ada::fresh);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void S8_any_error_of_the_default_fails_the_load_and_gives_the_lock_back() throws Exception {
        try (Latchkey latchkey = Latchkey.with(engine, null, Options.DEFAULT)) {
            AtomicBoolean faulty = new AtomicBoolean(true);
            ProfileStore<Ada> store = latchkey.profiles("players", Ada.class, () -> {
                if (faulty.get()) {
                    throw new GameError();
                }
                return Ada.fresh();
            });
            assertThatThrownBy(() -> store.loadAsync("ada").get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(GameError.class);
            assertThatThrownBy(() -> store.load("ada")).hasRootCauseInstanceOf(GameError.class);
            faulty.set(false);
            assertThat(store.load("ada").isActive()).isTrue();
        }
    }

    @Test
    void S8_a_checked_exception_in_disguise_fails_the_load_and_gives_the_lock_back() throws Exception {
        try (Latchkey latchkey = Latchkey.with(engine, null, Options.DEFAULT)) {
            AtomicBoolean faulty = new AtomicBoolean(true);
            ProfileStore<Ada> store = latchkey.profiles("players", Ada.class, () -> {
                if (faulty.get()) {
                    HostileSurroundingsTest.<RuntimeException>sneak(new IOException("disguised"));
                }
                return Ada.fresh();
            });
            assertThatThrownBy(() -> store.loadAsync("ada").get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(IOException.class);
            faulty.set(false);
            assertThat(store.load("ada").isActive()).isTrue();
        }
    }

    @Test
    void a_half_done_change_is_taken_back_whatever_the_game_throws() {
        try (Latchkey latchkey = Latchkey.with(engine, null, Options.DEFAULT)) {
            Profile<byte[]> ada = latchkey.profiles(
                            "players", byte[].class, () -> new byte[] {1, 1}, options -> options.withMutable(true))
                    .load("ada");
            assertThatThrownBy(() -> ada.mutate(data -> {
                        data[0] = 99;
                        HostileSurroundingsTest.<RuntimeException>sneak(new IOException("disguised"));
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(ada.data()).containsExactly(1, 1);
        }
    }

    @Test
    void S4_whatever_error_an_engine_throws_the_save_is_tried_again() throws Exception {
        try (Latchkey latchkey = Latchkey.with(engine, null, Options.DEFAULT)) {
            Profile<Ada> ada = players(latchkey).load("ada");
            AtomicInteger faults = new AtomicInteger(4);
            engine.around = commit -> commits -> {
                if (faults.getAndDecrement() > 0) {
                    throw new GameError();
                }
                return commit.apply(commits);
            };
            ada.update(data -> data.withGold(5));
            ada.save().get(10, TimeUnit.SECONDS);
            assertThat(players(latchkey).view("ada")).contains(Ada.fresh().withGold(5));
        }
    }

    /** The machine's, which at times has no thread to give. */
    private static final class PoorHost implements Host {
        final AtomicInteger refusals = new AtomicInteger();

        @Override
        public long monotonic() {
            return SYSTEM.monotonic();
        }

        @Override
        public long wall() {
            return SYSTEM.wall();
        }

        @Override
        public void runStoreCall(Runnable call) {
            if (refusals.getAndDecrement() > 0) {
                throw new Error("unable to create native thread");
            }
            SYSTEM.runStoreCall(call);
        }

        @Override
        public void runCallback(Runnable callback) {
            SYSTEM.runCallback(callback);
        }

        @Override
        public Alarm alarm(Runnable ring) {
            return SYSTEM.alarm(ring);
        }
    }

    @Test
    void a_machine_without_a_free_thread_delays_a_save_and_no_more() throws Exception {
        PoorHost host = new PoorHost();
        Options options = Options.DEFAULT.withHost(host).withLease(Duration.ofSeconds(1));
        try (Latchkey latchkey = Latchkey.with(engine, null, options)) {
            Profile<Ada> ada = players(latchkey).load("ada");
            ada.update(data -> data.withGold(5));
            host.refusals.set(3);
            ada.save().get(10, TimeUnit.SECONDS);
            assertThat(players(latchkey).view("ada")).contains(Ada.fresh().withGold(5));
        }
    }

    @Test
    void S10_a_close_whose_state_the_store_does_not_take_says_so() {
        try (Latchkey latchkey = Latchkey.with(engine, null, Options.DEFAULT)) {
            Profile<Ada> ada = players(latchkey).load("ada");
            CompletableFuture<Ended> ended = new CompletableFuture<>();
            ada.onEnded(ended::complete);
            engine.around = commit -> commits -> commits.get(0).writes().get(0).payload() == null
                    ? commit.apply(commits)
                    : commits.stream()
                            .map(one -> Outcome.<CommitReply>done(
                                    new CommitReply.Rejected(one.writes().get(0).profile(), "too big")))
                            .toList();
            ada.update(data -> data.withGold(5));
            assertThatThrownBy(ada::close).isInstanceOf(SessionEndedException.class);
            assertThat(ended.join().fate()).isEqualTo(Fate.ORPHANED);
        }
    }

    @Test
    void L6_a_bus_that_cannot_be_heard_keeps_no_server_from_starting() {
        MessageBus deaf = new MessageBus() {
            @Override
            public void publish(Id server, byte[] message) {}

            @Override
            public Subscription subscribe(Id server, Consumer<byte[]> listener) {
                throw new StoreException("no socket");
            }

            @Override
            public int maxMessageBytes() {
                return 4_096;
            }

            @Override
            public void close() {}
        };
        try (Latchkey latchkey = Latchkey.with(engine, deaf, Options.DEFAULT)) {
            assertThat(players(latchkey).load("ada").isActive()).isTrue();
        }
    }

    @Test
    void L10_a_second_close_waits_for_the_first() throws Exception {
        Latchkey latchkey = Latchkey.with(engine, null, Options.DEFAULT);
        Profile<Ada> ada = players(latchkey).load("ada");
        ada.update(data -> data.withGold(7));
        CountDownLatch begun = new CountDownLatch(1);
        engine.around = commit -> commits -> commit.apply(awaited(commits, begun));
        CompletableFuture<Void> first = CompletableFuture.runAsync(latchkey::close, HostileSurroundingsTest::aside);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> second = CompletableFuture.runAsync(latchkey::close, HostileSurroundingsTest::aside);
        CompletableFuture<Boolean> early = second.thenApply(done -> release.getCount() > 0);
        assertThatThrownBy(() -> early.get(300, TimeUnit.MILLISECONDS)).isNotNull();
        release.countDown();
        first.get(10, TimeUnit.SECONDS);
        assertThat(early.get(10, TimeUnit.SECONDS)).isFalse();
    }

    private List<Commit> awaited(List<Commit> commits, CountDownLatch begun) {
        begun.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return commits;
    }

    private static void aside(Runnable task) {
        Thread.ofVirtual().start(task);
    }

    @Test
    void a_server_that_cannot_read_its_journal_stops_again(@TempDir Path folder) throws IOException {
        Path journal = folder.resolve("journal");
        engine.beforeRegister = () -> {
            try {
                Files.delete(journal);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        AtomicInteger gauges = new AtomicInteger();
        Metrics metrics = new Metrics() {
            @Override
            public void count(String name, long by) {}

            @Override
            public void time(String name, long nanos) {}

            @Override
            public Gauge gauge(String name, LongSupplier value) {
                gauges.incrementAndGet();
                return gauges::decrementAndGet;
            }
        };
        Options options = Options.DEFAULT.withJournal(journal).withMetrics(metrics);
        assertThatThrownBy(() -> Latchkey.with(engine, null, options)).hasMessageContaining("journal");
        assertThat(gauges).hasValue(0);
    }

    @Test
    void S8_a_load_that_cannot_be_decoded_fails_in_time_though_the_store_is_away() throws Exception {
        try (Latchkey latchkey = Latchkey.with(engine, null, Options.DEFAULT.withDrain(Duration.ZERO))) {
            ProfileStore<Ada> broken = latchkey.profiles("players", Ada.class, () -> {
                throw new IllegalStateException("no default");
            });
            engine.around = commit -> commits -> commit.apply(awaited(commits, new CountDownLatch(1)));
            CompletableFuture<Object> load = CompletableFuture.supplyAsync(
                    () -> broken.load("ada", options -> options.withPatience(Duration.ofSeconds(1))),
                    HostileSurroundingsTest::aside);
            assertThatThrownBy(() -> load.get(6, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnreadableProfileException.class);
            release.countDown();
        }
    }
}
