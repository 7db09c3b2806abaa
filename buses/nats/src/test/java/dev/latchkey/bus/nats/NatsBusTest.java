package dev.latchkey.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers and others on them may do to a bus. */
final class NatsBusTest {
    private static final Id ADA = new Id(0xada, 1);
    private static final String SUBJECT = "latchkey.bus." + ADA;

    @SuppressWarnings("NullAway.Init") // set before each
    private SmallServer server;

    @BeforeEach
    void start() throws IOException {
        server = new SmallServer(1 << 20);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void what_others_send_is_not_heard_and_harms_nothing() throws Exception {
        try (NatsBus bus = NatsBus.open(server.settings())) {
            BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
            MessageBus.Subscription unused = bus.subscribe(ADA, heard::add);
            new Echo(bus, ADA).heard();
            heard.clear();
            server.send(SUBJECT, new byte[0]);
            server.send(SUBJECT, "garbage that is longer than the head of a frame".getBytes(StandardCharsets.UTF_8));
            server.send(SUBJECT, Frame.of(new byte[Frame.MOST + 1]));
            byte[] torn = Frame.of(new byte[] {1, 2, 3});
            torn[torn.length - 1]++;
            server.send(SUBJECT, torn);
            server.send(SUBJECT, Frame.of(new byte[] {7, 7}));
            byte[] next = heard.poll(20, TimeUnit.SECONDS);
            // Echoes of the beginning may come late; nothing else may.
            while (next != null && next.length == 1) {
                next = heard.poll(20, TimeUnit.SECONDS);
            }
            assertThat(next).containsExactly(7, 7);
        }
    }

    @Test
    void a_connection_that_is_cut_is_made_anew_with_all_subscriptions() throws Exception {
        try (NatsBus bus = NatsBus.open(server.settings())) {
            Echo echo = new Echo(bus, ADA);
            echo.heard();
            for (int i = 0; i < 3; i++) {
                server.cut();
                echo.heard();
            }
        }
    }

    @Test
    void a_server_that_does_not_read_holds_up_nobody_and_more_than_fits_is_dropped() throws Exception {
        try (NatsBus bus = NatsBus.open(server.settings())) {
            Echo echo = new Echo(bus, ADA);
            echo.heard();
            CountDownLatch letGo = server.deafen();
            byte[] longest = new byte[bus.maxMessageBytes()];
            CountDownLatch published = new CountDownLatch(1);
            Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < 2_000; i++) {
                    bus.publish(ADA, longest);
                }
                published.countDown();
            });
            assertThat(published.await(20, TimeUnit.SECONDS)).isTrue();
            letGo.countDown();
            echo.heard();
        }
    }

    @Test
    void subscriptions_end_at_the_server_with_the_last_one() throws Exception {
        try (NatsBus bus = NatsBus.open(server.settings())) {
            Echo echo = new Echo(bus, ADA);
            MessageBus.Subscription second = bus.subscribe(new Id(1, 1), message -> {});
            second.close();
            MessageBus.Subscription third = bus.subscribe(new Id(2, 2), message -> {});
            echo.heard();
            assertThat(server.hears(SUBJECT)).isTrue();
            assertThat(server.hears("latchkey.bus." + new Id(1, 1))).isFalse();
            assertThat(server.hears("latchkey.bus." + new Id(2, 2))).isTrue();
            third.close();
        }
    }

    @Test
    void the_longest_message_is_what_the_server_takes_and_too_little_is_refused() throws Exception {
        try (SmallServer tight = new SmallServer(10_000);
                NatsBus bus = NatsBus.open(tight.settings())) {
            assertThat(bus.maxMessageBytes()).isEqualTo(10_000 - Frame.HEAD);
        }
        try (SmallServer tiny = new SmallServer(4_000)) {
            assertThatThrownBy(() -> NatsBus.open(tiny.settings()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("max_payload");
        }
    }

    @Test
    void a_server_that_is_not_there_is_named_without_secrets() throws Exception {
        NatsSettings gone = server.settings();
        server.close();
        String url = "nats://ada:s3cret@" + gone.servers().get(0) + "?timeout=2000";
        assertThatThrownBy(() -> new NatsBusProvider().open(StoreUrl.parse(url)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(gone.servers().get(0))
                .hasMessageNotContaining("s3cret");
    }
}
