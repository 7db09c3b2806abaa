package dev.latchkey.engine.postgres;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sends notifications: what waits goes along in one statement; what does not fit, or fails, is dropped. Thread-safe. */
final class Sending {
    private static final System.Logger LOG = System.getLogger(Sending.class.getName());
    private static final int ROOM = 4_096;
    private static final int MOST = 256;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String SQL =
            "SELECT pg_notify(m.channel, m.text) FROM unnest(?::text[], ?::text[]) AS m(channel, text)";

    /** {@code text} is empty for a mere call. */
    private record Message(String channel, String text) {}

    private final Connections connections;
    private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong number = new AtomicLong();
    private final Thread thread =
            Thread.ofVirtual().name("latchkey-notify-send").unstarted(this::run);
    private volatile boolean closed;
    private @Nullable Connection connection;

    Sending(Connections connections) {
        this.connections = connections;
    }

    void start() throws SQLException {
        connection = connections.open(false);
        thread.start();
    }

    /** A number before each, since the server takes equal notifications of one statement for one. */
    void put(String channel, String text) {
        if (!waiting.offer(new Message(channel, number.incrementAndGet() + "." + text))) {
            LOG.log(Level.DEBUG, "a message was dropped, too many wait: channel={0}", channel);
        }
    }

    /** Wakes whoever listens on a channel. */
    void wake(String channel) {
        put(channel, "");
    }

    private void run() {
        try {
            while (!closed) {
                List<Message> batch = new ArrayList<>();
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST - 1);
                send(batch);
            }
        } catch (InterruptedException e) {
            // It is closed.
            waiting.clear();
        } finally {
            disconnect();
        }
    }

    private void send(List<Message> batch) throws InterruptedException {
        try {
            Connection open = connection;
            if (open == null) {
                open = connections.open(false);
                connection = open;
            }
            try (PreparedStatement statement = open.prepareStatement(SQL)) {
                statement.setArray(
                        1,
                        open.createArrayOf(
                                "text", batch.stream().map(Message::channel).toArray(String[]::new)));
                statement.setArray(
                        2,
                        open.createArrayOf(
                                "text", batch.stream().map(Message::text).toArray(String[]::new)));
                statement.execute();
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "messages were dropped, the database cannot be reached: count=" + batch.size(), e);
            disconnect();
            Thread.sleep(PAUSE);
        }
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "could not close the connection that sends", e);
        }
    }

    void close() {
        closed = true;
        thread.interrupt();
        if (thread.getState() == Thread.State.NEW) {
            disconnect();
        }
    }
}
