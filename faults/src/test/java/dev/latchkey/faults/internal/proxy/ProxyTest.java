package dev.latchkey.faults.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each thing that the proxy does to bytes, before a server that answers each byte with the same. */
final class ProxyTest {
    private static final int PATIENCE_MILLIS = 20_000;
    /** In which a loopback answers many times over. */
    private static final int SILENCE_MILLIS = 300;

    @SuppressWarnings("NullAway.Init") // Before each test.
    private EchoServer server;

    @SuppressWarnings("NullAway.Init") // Before each test.
    private Proxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = new EchoServer();
        proxy = Proxy.before(server.port());
    }

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void in_clear_weather_bytes_pass_and_an_end_too() throws Exception {
        try (Socket client = connect()) {
            send(client, "hello");
            assertThat(receive(client, 5)).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(ended()).isEqualTo("hello");
    }

    @Test
    void slow_is_slow_both_ways() throws Exception {
        proxy.weather(new Weather.Slow(Duration.ofMillis(50)));
        try (Socket client = connect()) {
            long begun = System.nanoTime();
            send(client, "a");
            assertThat(receive(client, 1)).isEqualTo("a");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void a_black_hole_takes_all_and_gives_nothing_to_old_and_new_connections() throws Exception {
        try (Socket before = connect()) {
            send(before, "a");
            assertThat(receive(before, 1)).isEqualTo("a");
            proxy.weather(new Weather.Lossy(true, true));
            try (Socket during = connect()) {
                send(before, "b");
                send(during, "c");
                assertSilent(before);
                assertSilent(during);
            }
        }
        assertThat(List.of(ended(), ended())).containsExactlyInAnyOrder("a", "");
    }

    @Test
    void lost_replies_lose_replies_only() throws Exception {
        try (Socket client = connect()) {
            proxy.weather(new Weather.Lossy(false, true));
            send(client, "ab");
            assertThat(byteThere()).isEqualTo('a');
            assertThat(byteThere()).isEqualTo('b');
            send(client, "c");
            assertThat(byteThere()).as("requests go on after lost replies").isEqualTo('c');
            assertSilent(client);
        }
    }

    @Test
    void a_connection_that_lost_bytes_is_cut_when_the_weather_clears_and_others_go_on() throws Exception {
        try (Socket holed = connect();
                Socket whole = connect()) {
            send(whole, "a");
            assertThat(receive(whole, 1)).isEqualTo("a");
            proxy.weather(new Weather.Lossy(false, true));
            send(holed, "b");
            assertSilent(holed);
            proxy.weather(new Weather.Clear());
            assertCut(holed);
            send(whole, "c");
            assertThat(receive(whole, 1)).isEqualTo("c");
        }
    }

    @Test
    void a_request_is_cut_after_exactly_so_many_bytes() throws Exception {
        for (int after = 0; after < 4; after++) {
            proxy.lay(List.of(new Snare(Direction.REQUEST, after)));
            try (Socket client = connect()) {
                send(client, "abcd");
                assertThat(ended()).isEqualTo("abcd".substring(0, after));
                assertCut(client);
            }
            assertThat(proxy.sprung()).isEqualTo(after + 1);
        }
    }

    @Test
    void a_reply_is_cut_after_exactly_so_many_bytes_and_the_request_has_come() throws Exception {
        try (Socket client = connect()) {
            send(client, "ab");
            assertThat(receive(client, 2)).isEqualTo("ab");
            proxy.lay(List.of(new Snare(Direction.REPLY, 1)));
            send(client, "c");
            assertThat(receive(client, 1)).as("counted from when it is laid").isEqualTo("c");
            send(client, "d");
            assertThat(client.getInputStream().read()).as("an end").isEqualTo(-1);
        }
        assertThat(ended()).as("carried out, and nobody heard").isEqualTo("abcd");
    }

    @Test
    void snares_spring_in_their_order_and_each_once() throws Exception {
        proxy.lay(List.of(new Snare(Direction.REQUEST, 2), new Snare(Direction.REQUEST, 0)));
        try (Socket first = connect();
                Socket second = connect();
                Socket third = connect()) {
            send(first, "abc");
            assertThat(ended()).isEqualTo("ab");
            send(second, "d");
            assertThat(ended()).isEmpty();
            send(third, "e");
            assertThat(receive(third, 1)).isEqualTo("e");
        }
        assertThat(proxy.sprung()).isEqualTo(2);
    }

    @Test
    void a_snare_may_spare_the_beginning_of_connections() throws Exception {
        proxy.lay(List.of(new Snare(Direction.REQUEST, 1, 3)));
        try (Socket client = connect()) {
            send(client, "abc");
            assertThat(receive(client, 3)).isEqualTo("abc");
            send(client, "de");
            assertThat(ended()).isEqualTo("abcd");
        }
    }

    @Test
    void snares_that_are_taken_away_catch_nothing() throws Exception {
        proxy.lay(List.of(new Snare(Direction.REQUEST, 0)));
        proxy.clear();
        try (Socket client = connect()) {
            send(client, "a");
            assertThat(receive(client, 1)).isEqualTo("a");
        }
        assertThat(proxy.sprung()).isZero();
    }

    @Test
    void a_half_close_ends_one_direction_and_the_other_goes_on() throws Exception {
        try (Socket client = connect()) {
            send(client, "a");
            assertThat(receive(client, 1)).isEqualTo("a");
            proxy.halfClose(Direction.REPLY);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(byteThere()).isEqualTo('a');
            send(client, "b");
            assertThat(byteThere()).isEqualTo('b');
        }
    }

    @Test
    void a_cut_is_heard_by_both_and_new_connections_are_taken() throws Exception {
        try (Socket old = connect()) {
            send(old, "a");
            assertThat(receive(old, 1)).isEqualTo("a");
            proxy.cut();
            assertCut(old);
        }
        assertThat(ended()).isEqualTo("a");
        try (Socket next = connect()) {
            send(next, "b");
            assertThat(receive(next, 1)).isEqualTo("b");
        }
    }

    @Test
    void closed_cuts_what_is_there_and_what_comes() throws Exception {
        try (Socket old = connect()) {
            proxy.weather(new Weather.Closed());
            assertCut(old);
        }
        try (Socket next = connect()) {
            assertCut(next);
        }
    }

    @Test
    void where_no_server_listens_the_client_is_cut() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Proxy before = Proxy.before(port);
                Socket client = connect(before)) {
            assertCut(client);
        }
    }

    @Test
    void a_snare_has_no_negative_place() {
        assertThatThrownBy(() -> new Snare(Direction.REPLY, -1)).hasMessageContaining("after is -1");
    }

    private Socket connect() throws IOException {
        return connect(proxy);
    }

    private static Socket connect(Proxy to) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** A reset; an orderly end would be taken for an answer that is whole. */
    private static void assertCut(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    private String ended() throws InterruptedException {
        String got = server.ended.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return got == null ? "no connection has ended" : got;
    }

    private int byteThere() throws InterruptedException {
        Integer next = server.bytes.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return next == null ? -1 : next;
    }
}
