package dev.latchkey.engine.postgres;

import dev.latchkey.spi.StoreException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The connection that listens, and its thread. While that waits nobody else can use the connection, so whoever changes what it
 * listens to calls it by a notification on a channel of its own. Thread-safe.
 */
final class Listening {
    private static final System.Logger LOG = System.getLogger(Listening.class.getName());
    /** If the call is lost. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** What is to be listened to, and who waits until it is. */
    private record Wish(List<String> channels, CountDownLatch heard) {}

    private final Connections connections;
    private final BiConsumer<String, String> arrived;
    private final Consumer<String> wake;
    private final String own = "latchkey_" + UUID.randomUUID().toString().replace("-", "");
    private final Thread thread =
            Thread.ofPlatform().daemon().name("latchkey-notify-listen").unstarted(this::run);
    private final Set<String> heard = new HashSet<>();
    private volatile Wish wish = new Wish(List.of(), new CountDownLatch(0));
    private volatile boolean closed;
    private volatile @Nullable Connection connection;

    /**
     * @param wake sends a call to a channel
     */
    Listening(Connections connections, BiConsumer<String, String> arrived, Consumer<String> wake) {
        this.connections = connections;
        this.arrived = arrived;
        this.wake = wake;
    }

    void start() throws SQLException {
        connect();
        thread.start();
    }

    /** Listens to these channels and no others; returns when that is so, or after 2 s, when it will be soon. */
    void listen(List<String> channels) {
        Wish wished = new Wish(channels, new CountDownLatch(1));
        wish = wished;
        wake.accept(own);
        try {
            boolean unused = closed || wished.heard().await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() throws SQLException {
        Connection open = connections.open(true);
        heard.clear();
        connection = open;
        try (Statement statement = open.createStatement()) {
            statement.execute("LISTEN " + own);
        }
        if (closed) {
            open.close();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Connection open = connection;
                if (open == null) {
                    connect();
                } else {
                    hear(open);
                }
            } catch (SQLException e) {
                failed(e);
            }
        }
    }

    private void hear(Connection open) throws SQLException {
        fulfil(open, wish);
        PGNotification[] came = open.unwrap(PGConnection.class).getNotifications((int) LONGEST_WAIT.toMillis());
        if (came != null) {
            for (PGNotification each : came) {
                if (!each.getName().equals(own)) {
                    arrived.accept(each.getName(), each.getParameter());
                }
            }
        }
    }

    private void fulfil(Connection open, Wish wished) throws SQLException {
        if (!heard.equals(Set.copyOf(wished.channels()))) {
            try (Statement statement = open.createStatement()) {
                for (String channel : wished.channels()) {
                    if (heard.add(channel)) {
                        statement.execute("LISTEN " + channel);
                    }
                }
                for (String channel : Set.copyOf(heard)) {
                    if (!wished.channels().contains(channel)) {
                        statement.execute("UNLISTEN " + channel);
                        heard.remove(channel);
                    }
                }
            }
        }
        wished.heard().countDown();
    }

    private void failed(SQLException failure) {
        Connection open = connection;
        connection = null;
        if (closed) {
            return;
        }
        LOG.log(Level.DEBUG, "the connection that listens is gone, it is opened anew", failure);
        try {
            if (open != null) {
                open.close();
            }
            Thread.sleep(PAUSE);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "could not close the connection that listens", e);
        } catch (InterruptedException e) {
            // It is closed.
            closed = true;
        }
    }

    void close() {
        closed = true;
        wish.heard().countDown();
        thread.interrupt();
        Connection open = connection;
        try {
            if (open != null) {
                // Not close, which waits for whoever waits.
                open.abort(Runnable::run);
            }
        } catch (SQLException e) {
            throw new StoreException("could not close the connection that listens", e);
        }
    }
}
