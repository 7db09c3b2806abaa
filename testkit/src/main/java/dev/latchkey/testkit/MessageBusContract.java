package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every bus must do, one test for each numbered sentence of {@code docs/contracts.md}. To check a bus
 * of your own, extend this and implement {@link #open}.
 *
 * <p>A bus may lose messages, so whatever must arrive is sent until it does.
 */
public abstract class MessageBusContract extends MessageBusTrials {
    private static final Id ADA = new Id(0xada, 1);
    private static final Id BOB = new Id(0xb0b, 2);

    @AfterEach
    void closeAll() {
        closeOpened();
    }

    @Test
    void b1WhatIsPublishedReachesTheSubscriberUnchanged() throws Exception {
        MessageBus one = opened();
        MessageBus two = opened();
        Heard ada = new Heard();
        one.subscribe(ADA, ada);
        byte[] message = {0, -1, 127, -128, 10, 13};

        assertThat(sentUntilHeard(one, ADA, message, ada))
                .as("from the same bus")
                .isTrue();
        ada.forget();
        assertThat(sentUntilHeard(two, ADA, message, ada))
                .as("from another bus")
                .isTrue();
        assertThat(ada.all()).allMatch(heard -> Arrays.equals(heard, message));
    }

    @Test
    void b2AMessageToNobodyIsDroppedSilentlyAndHoldsUpNoOther() throws Exception {
        MessageBus one = opened();
        Heard ada = new Heard();
        opened().subscribe(ADA, ada);
        withoutBlocking(() -> {
            for (int i = 0; i < 100; i++) {
                one.publish(BOB, new byte[100]);
            }
        });

        assertThat(sentUntilHeard(one, ADA, new byte[] {2}, ada)).isTrue();
    }

    @Test
    void b3TheLongestMessageHasAtLeast4096BytesAndArrives() throws Exception {
        MessageBus one = opened();
        Heard ada = new Heard();
        opened().subscribe(ADA, ada);
        byte[] longest = new byte[one.maxMessageBytes()];
        Arrays.fill(longest, (byte) 3);

        assertThat(longest.length).isGreaterThanOrEqualTo(4_096);
        assertThat(sentUntilHeard(one, ADA, longest, ada)).isTrue();
        assertThat(sentUntilHeard(one, ADA, new byte[0], ada))
                .as("the shortest too")
                .isTrue();
    }

    @Test
    void b4ALongerMessageIsDropped() throws Exception {
        MessageBus one = opened();
        Heard ada = new Heard();
        opened().subscribe(ADA, ada);
        withoutBlocking(() -> one.publish(ADA, new byte[one.maxMessageBytes() + 1]));

        assertThat(sentUntilHeard(one, ADA, new byte[] {4}, ada)).isTrue();
        assertThat(ada.all()).allMatch(heard -> heard.length == 1);
    }

    @Test
    void b5PublishingBlocksNeitherBehindAListenerThatHangsNorBeforeAFullQueue() throws Exception {
        for (boolean same : new boolean[] {true, false}) {
            MessageBus one = opened();
            CountDownLatch inside = new CountDownLatch(1);
            Id hanging = new Id(5, same ? 1 : 2);
            (same ? one : opened()).subscribe(hanging, message -> {
                inside.countDown();
                hang();
            });

            assertThat(sentUntil(one, hanging, new byte[] {5}, inside)).isTrue();
            withoutBlocking(() -> {
                for (int i = 0; i < 20_000; i++) {
                    one.publish(hanging, new byte[2_000]);
                }
            });
        }
    }

    @Test
    void b6TheListenerDoesNotRunInThePublishersStack() throws Exception {
        MessageBus one = opened();
        AtomicReference<Thread> listening = new AtomicReference<>();
        CountDownLatch heard = new CountDownLatch(1);
        one.subscribe(ADA, message -> {
            listening.set(Thread.currentThread());
            heard.countDown();
        });

        // Published by this very thread, again and again, as a bus may lose messages.
        for (int i = 0; i < 100 && heard.getCount() > 0; i++) {
            one.publish(ADA, new byte[] {6});
            if (heard.await(patience().toMillis() / 100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        assertThat(listening.get()).isNotNull();
        assertThat(listening.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void b7AListenerThatThrowsHearsTheNextMessage() throws Exception {
        for (MessageBus listening : List.of(opened(), opened())) {
            Heard ada = new Heard();
            try (MessageBus.Subscription subscription = listening.subscribe(ADA, message -> {
                if (message[0] == 1) {
                    throw new IllegalStateException("planned: the listener throws");
                }
                if (message[0] == 2) {
                    throw new AssertionError("planned: the listener fails");
                }
                ada.accept(message);
            })) {
                MessageBus one = opened();
                one.publish(ADA, new byte[] {1});
                one.publish(ADA, new byte[] {2});
                assertThat(sentUntilHeard(one, ADA, new byte[] {7}, ada)).isTrue();
            }
        }
    }

    @Test
    void b8OnceItsSubscriptionIsClosedAListenerIsNotCalledAnew() throws Exception {
        for (boolean same : new boolean[] {true, false}) {
            MessageBus one = opened();
            Hanging listener = new Hanging();
            MessageBus.Subscription subscription = (same ? one : opened()).subscribe(ADA, listener);
            queueBehind(listener, one, ADA);
            withoutBlocking(subscription::close);

            assertNotCalledAnew(listener, one, ADA);
        }
    }

    @Test
    void b9OnceABusIsClosedItsListenersAreNotCalledAnew() throws Exception {
        for (boolean same : new boolean[] {true, false}) {
            MessageBus one = opened();
            MessageBus two = same ? one : opened();
            Hanging listener = new Hanging();
            two.subscribe(ADA, listener);
            queueBehind(listener, one, ADA);
            withoutBlocking(two::close);

            assertNotCalledAnew(listener, opened(), ADA);
        }
    }

    @Test
    void b10AClosedBusTakesCallsWithoutThrowingOrBlocking() throws Exception {
        MessageBus one = opened();
        Heard ada = new Heard();
        one.publish(BOB, new byte[] {10});
        one.close();
        withoutBlocking(() -> {
            one.publish(ADA, new byte[] {10});
            one.publish(BOB, new byte[] {10});
            one.subscribe(ADA, ada).close();
        });
        assertThat(ada.all()).isEmpty();
    }

    @Test
    void b11ClosingTwiceIsClosingOnce() throws Exception {
        MessageBus one = opened();
        MessageBus.Subscription subscription = one.subscribe(ADA, new Heard());
        withoutBlocking(() -> {
            subscription.close();
            subscription.close();
            one.close();
            one.close();
            subscription.close();
        });
        Heard ada = new Heard();
        MessageBus two = opened();
        two.subscribe(ADA, ada);
        assertThat(sentUntilHeard(two, ADA, new byte[] {11}, ada)).isTrue();
    }

    @Test
    void b12AServerMaySubscribeAgain() throws Exception {
        MessageBus one = opened();
        MessageBus two = opened();
        for (byte round = 0; round < 3; round++) {
            Heard ada = new Heard();
            try (MessageBus.Subscription subscription = two.subscribe(ADA, ada)) {
                assertThat(sentUntilHeard(one, ADA, new byte[] {12, round}, ada))
                        .isTrue();
            }
        }
    }

    @Test
    void b13EachServerHearsOnlyWhatIsSentToIt() throws Exception {
        MessageBus one = opened();
        Heard ada = new Heard();
        Heard bob = new Heard();
        one.subscribe(ADA, ada);
        opened().subscribe(BOB, bob);

        assertThat(sentUntilHeard(one, ADA, new byte[] {13, 1}, ada)).isTrue();
        assertThat(sentUntilHeard(one, BOB, new byte[] {13, 2}, bob)).isTrue();
        assertThat(ada.all()).allMatch(heard -> heard[1] == 1);
        assertThat(bob.all()).allMatch(heard -> heard[1] == 2);
    }

    @Test
    void b14ManyThreadsMayPublishAtOnceAndNoMessageIsMixedUp() throws Exception {
        MessageBus one = opened();
        Heard ada = new Heard();
        opened().subscribe(ADA, ada);
        List<Thread> publishers = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            byte mark = (byte) i;
            publishers.add(Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 200; n++) {
                    byte[] message = new byte[1 + 37 * (n % 60)];
                    Arrays.fill(message, mark);
                    one.publish(ADA, message);
                }
            }));
        }
        for (Thread publisher : publishers) {
            assertThat(publisher.join(java.time.Duration.ofSeconds(30))).isTrue();
        }
        for (byte mark = 1; mark <= 8; mark++) {
            assertThat(sentUntilHeard(one, ADA, new byte[] {mark}, ada)).isTrue();
        }
        assertThat(ada.all()).allMatch(MessageBusContract::isOfOneMark);
    }

    private static boolean isOfOneMark(byte[] message) {
        for (byte each : message) {
            if (each != message[0]) {
                return false;
            }
        }
        return message.length % 37 == 1 && message[0] >= 1 && message[0] <= 8;
    }

    @Test
    void b15ClosingOneBusLeavesTheOthersAlone() throws Exception {
        MessageBus one = opened();
        MessageBus two = opened();
        Heard ada = new Heard();
        one.subscribe(ADA, ada);
        two.subscribe(BOB, new Heard());
        two.publish(ADA, new byte[] {15});
        two.close();

        assertThat(sentUntilHeard(one, ADA, new byte[] {15}, ada)).isTrue();
        assertThat(sentUntilHeard(opened(), ADA, new byte[] {16}, ada)).isTrue();
    }

    @Test
    void b16AListenerMayPublishAndClose() throws Exception {
        MessageBus one = opened();
        MessageBus two = opened();
        Heard bob = new Heard();
        CountDownLatch closed = new CountDownLatch(1);
        two.subscribe(BOB, bob);
        one.subscribe(ADA, message -> {
            one.publish(BOB, message);
            one.close();
            closed.countDown();
        });

        assertThat(sentUntil(two, ADA, new byte[] {16}, closed)).isTrue();
    }
}
