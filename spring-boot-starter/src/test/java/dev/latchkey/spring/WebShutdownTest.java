package dev.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.Conflict;
import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.spring.example.Browser;
import dev.latchkey.spring.example.GameApplication;
import dev.latchkey.spring.example.PlayerData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A real web server, a real database: what a request did while the application stopped is stored (L10). */
class WebShutdownTest {
    private static final String URL = "postgresql:" + Databases.Postgres.url();

    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void requestsFirstThenSessionsThenThePool() throws Exception {
        ConfigurableApplicationContext application =
                SpringApplication.run(new Class<?>[] {GameApplication.class, Slow.class, Release.class}, new String[] {
                    "--server.port=0",
                    "--spring.datasource.url=" + Databases.Postgres.jdbcUrl(),
                    "--spring.datasource.hikari.connection-init-sql=SET statement_timeout = 4000",
                    "--latchkey.data-source=dataSource",
                    "--latchkey.bus=" + URL
                });
        int port = Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
        HikariDataSource pool = application.getBean(HikariDataSource.class);
        Slow slow = application.getBean(Slow.class);
        try (Browser browser = new Browser(application)) {
            slow.ada.onEnding(
                    ending -> order.add("session ends, web server " + (accepts(port) ? "accepts" : "refuses")));
            slow.ada.onEnded(ended -> order.add("session ended, pool " + (pool.isClosed() ? "closed" : "open")));
            slow.destroyed = () -> order.add("beans are destroyed");
            CompletableFuture<String> request = browser.postAsync("/slow");
            assertThat(slow.entered.await(30, TimeUnit.SECONDS)).isTrue();

            application.close();
            order.add("application closed, pool " + (pool.isClosed() ? "closed" : "open"));

            assertThat(request).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("200 1000");
        }
        assertThat(order)
                .containsExactly(
                        "session ends, web server refuses",
                        "session ended, pool open",
                        "beans are destroyed",
                        "application closed, pool closed");
        try (Latchkey other = Latchkey.open(URL)) {
            ProfileStore<PlayerData> players = other.profiles("players", PlayerData.class, () -> new PlayerData(1, 0));
            try (Profile<PlayerData> ada = players.load("slow", load -> load.withConflict(Conflict.FAIL))) {
                assertThat(ada.data().gold()).isEqualTo(1_000);
            }
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** A request that ends only when the application is being stopped. */
    @RestController
    static class Slow implements DisposableBean {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);
        final Profile<PlayerData> ada;
        Runnable destroyed = () -> {};

        Slow(ProfileStore<PlayerData> players) {
            ada = players.load("slow");
        }

        @PostMapping("/slow")
        long slow() throws InterruptedException {
            entered.countDown();
            assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
            return ada.update(data -> new PlayerData(data.level(), 1_000)).gold();
        }

        @Override
        public void destroy() {
            destroyed.run();
        }
    }

    /** Lets the request go on when the web server takes no others any more: what stops sooner has stopped by then. */
    static class Release implements SmartLifecycle {
        private final Slow slow;
        private boolean running;

        Release(Slow slow) {
            this.slow = slow;
        }

        @Override
        public int getPhase() {
            return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            slow.go.countDown();
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}
