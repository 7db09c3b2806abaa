package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The leak check finds each kind of leak, and nothing where there is none. */
class LeakCheckTest {
    @Test
    void aTestThatLeavesNothingPasses() {
        assertThat(run("clean").failed().count()).isZero();
        assertThat(run("announced").failed().count()).isZero();
    }

    @Test
    void aPlatformThreadLeftRunningIsFound() {
        assertThat(failure("leavesAPlatformThread"))
                .contains("threads were left running")
                .contains("latchkey-left");
    }

    @Test
    void aVirtualThreadLeftRunningIsFound() {
        assertThat(failure("leavesAVirtualThread"))
                .contains("threads were left running")
                .contains("latchkey-left");
    }

    @Test
    void aWarningNotAnnouncedIsFound() {
        assertThat(failure("warns")).contains("does not expect").contains("something odd key=7");
    }

    @Test
    void anAnnouncedWarningThatIsNotLoggedIsFound() {
        assertThat(failure("announcesInVain")).contains("did not log").contains("something odd");
    }

    private static Events run(String test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Leaking.class, test))
                .configurationParameter(LeakCheck.GRACE, "PT0.2S")
                .execute()
                .testEvents();
    }

    private static String failure(String test) {
        CountDownLatch gate = new CountDownLatch(1);
        Leaking.gate = gate;
        try {
            return run(test).failed().stream()
                    .map(Event::getPayload)
                    .map(payload ->
                            String.valueOf(payload.map(LeakCheckTest::message).orElse("")))
                    .findFirst()
                    .orElse("it passed");
        } finally {
            gate.countDown();
        }
    }

    private static String message(Object payload) {
        return ((TestExecutionResult) payload)
                .getThrowable()
                .map(Throwable::getMessage)
                .orElse("");
    }

    /** Run by the tests above only: the build's own search passes over nested classes. */
    @ExtendWith(LeakCheck.class)
    static class Leaking {
        private static CountDownLatch gate = new CountDownLatch(1);

        private final System.Logger logger = System.getLogger("dev.latchkey.testkit.leaking");

        private static Runnable waiting() {
            CountDownLatch mine = gate;
            return () -> {
                try {
                    mine.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            };
        }

        @Test
        void clean() throws InterruptedException {
            Thread.ofVirtual().name("latchkey-ended").start(() -> {}).join();
        }

        @Test
        void leavesAPlatformThread() {
            Thread.ofPlatform().daemon().name("latchkey-left").start(waiting());
        }

        @Test
        void leavesAVirtualThread() {
            Thread.ofVirtual().name("latchkey-left").start(waiting());
        }

        @Test
        void warns() {
            logger.log(System.Logger.Level.WARNING, "something odd key={0}", 7);
        }

        @Test
        @LogsWarning("something odd")
        void announced() {
            logger.log(System.Logger.Level.WARNING, "something odd key={0}", 7);
        }

        @Test
        @LogsWarning("something odd")
        void announcesInVain() {
            logger.log(System.Logger.Level.INFO, "something odd key={0}", 7);
        }
    }
}
