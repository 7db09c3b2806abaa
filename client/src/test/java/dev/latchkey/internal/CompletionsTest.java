package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Host;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that hangs on one save holds up no other. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CompletionsTest {
    /** Code was hung on it after the look at it. */
    private static final class Misjudged extends Saving {
        Misjudged() {
            super(1);
        }

        @Override
        boolean runsCode() {
            return false;
        }
    }

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final Completions completions = new Completions(Host.SYSTEM);

    @AfterEach
    void end() {
        never.countDown();
    }

    private void hangOn(Saving saving) {
        CompletableFuture<Void> unused = saving.thenRun(() -> {
            hanging.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void what_is_completed_behind_it_in_the_same_turn_is_completed() throws Exception {
        Saving first = new Saving(1);
        Saving second = new Saving(1);
        hangOn(first);
        completions.add(List.of(first, second), null);
        completions.start();
        second.get(10, TimeUnit.SECONDS);
        hanging.await();
        assertThat(first).isCompleted();
    }

    @Test
    void though_a_thread_waits_for_the_same_save() throws Exception {
        Saving first = new Saving(1);
        Saving second = new Saving(1);
        Thread waiting = Thread.startVirtualThread(first::join);
        while (first.getNumberOfDependents() == 0) {
            Thread.onSpinWait();
        }
        assertThat(first.runsCode()).isFalse();
        hangOn(first);
        assertThat(first.runsCode()).isTrue();
        completions.add(List.of(first, second), null);
        completions.start();
        second.get(10, TimeUnit.SECONDS);
        hanging.await();
        never.countDown();
        waiting.join();
    }

    @Test
    void though_it_was_hung_there_at_the_last_moment() throws Exception {
        Saving first = new Misjudged();
        Saving second = new Saving(1);
        hangOn(first);
        completions.add(List.of(first, second), null);
        completions.start();
        hanging.await();
        assertThat(second).isNotDone();
        completions.startAgain();
        second.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_failure_reaches_those_who_wait_and_those_who_follow() {
        Saving first = new Saving(1);
        Saving second = new Saving(1);
        CompletableFuture<String> told = second.handle((nothing, failure) -> String.valueOf(failure));
        completions.add(List.of(first, second), new IllegalStateException("lost"));
        completions.start();
        assertThat(first).failsWithin(10, TimeUnit.SECONDS);
        assertThat(told).succeedsWithin(10, TimeUnit.SECONDS).asString().contains("lost");
    }
}
