package dev.latchkey.engine.redis;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connections to the server, as many as verbs may be on their way at once; who comes later waits for a turn. Thread-safe.
 *
 * <p>In a cluster it goes to the node that has the store's slot, wherever that node is named by another.
 */
final class Connections {
    private static final String CLOSED = "the redis engine is closed; open it again";

    /** A command and its arguments. */
    @SuppressWarnings("ArrayRecordComponent") // a request, never compared
    record Command(ProtocolCommand name, byte[]... arguments) {}

    private final RedisSettings settings;
    private final Semaphore turns;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private volatile HostAndPort node;
    private volatile boolean closed;

    Connections(RedisSettings settings) {
        this.settings = settings;
        this.turns = new Semaphore(settings.connections());
        this.node = new HostAndPort(settings.host(), settings.port());
    }

    /**
     * Sends commands in one round trip and waits for their replies.
     *
     * @return for each the reply, of nested lists, byte arrays and numbers; unknown where it was sent and not answered
     */
    List<Outcome<Object>> send(List<Command> commands) {
        Connection connection;
        try {
            connection = take();
        } catch (StoreException e) {
            return all(commands, Outcome.notDone(String.valueOf(e.getMessage()), e));
        }
        List<Outcome<Object>> outcomes = new ArrayList<>(commands.size());
        try {
            for (Command command : commands) {
                connection.sendCommand(command.name(), command.arguments());
            }
            while (outcomes.size() < commands.size()) {
                outcomes.add(reply(connection));
            }
        } catch (JedisException e) {
            // Whatever was in its buffer may have been sent.
            connection.setBroken();
            while (outcomes.size() < commands.size()) {
                outcomes.add(Outcome.unknown(
                        "the connection to the server broke, or it did not answer in time: server=" + settings.where()
                                + " error=" + e.getMessage(),
                        e));
            }
        } finally {
            giveBack(connection);
        }
        return outcomes;
    }

    private static <T> List<T> all(List<Command> commands, T outcome) {
        return commands.stream().map(each -> outcome).toList();
    }

    private Outcome<Object> reply(Connection connection) {
        try {
            Object reply = connection.getOne();
            return Outcome.done(reply == null ? List.of() : reply);
        } catch (JedisDataException e) {
            String error = String.valueOf(e.getMessage());
            if (Failures.moved(error)) {
                follow(error);
            }
            return Failures.surelyNot(error)
                    ? Outcome.notDone(Failures.words(error), e)
                    : Outcome.unknown(Failures.words(error), e);
        }
    }

    /** A cluster's node says which one has the slot: {@code MOVED 3999 127.0.0.1:6381}. */
    private void follow(String error) {
        String where = error.substring(error.lastIndexOf(' ') + 1);
        int colon = where.lastIndexOf(':');
        HostAndPort next = new HostAndPort(
                colon == 0 ? settings.host() : where.substring(0, colon), Integer.parseInt(where.substring(colon + 1)));
        if (!next.equals(node)) {
            node = next;
            drop();
        }
    }

    private Connection take() {
        if (closed) {
            throw new StoreException(CLOSED);
        }
        boolean turn;
        try {
            turn = turns.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for a connection", e);
        }
        if (!turn) {
            throw new StoreException("no connection became free in time: server=" + settings.where() + " connections="
                    + settings.connections());
        }
        Connection free = pop();
        if (free != null) {
            return free;
        }
        try {
            return connect();
        } catch (JedisException e) {
            turns.release();
            drop();
            throw new StoreException(
                    "the server cannot be reached or refuses this client: server=" + settings.where() + " " + words(e),
                    e);
        }
    }

    /** Jedis says what went wrong in the cause, for example that the connection was refused. */
    private static String words(JedisException e) {
        if (e instanceof JedisDataException) {
            return Failures.words(String.valueOf(e.getMessage()));
        }
        Throwable cause = e.getCause();
        return "error=" + e.getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")");
    }

    private @Nullable Connection pop() {
        lock.lock();
        try {
            return idle.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private Connection connect() {
        return new Connection(node, config(Math.toIntExact(settings.timeout().toMillis())));
    }

    /** A connection of its own for who subscribes; it is broken where nothing comes for so long. */
    BusConnection listening(int silenceMillis) {
        BusConnection connection = new BusConnection(
                node, config(Math.toIntExact(settings.timeout().toMillis())));
        connection.setSoTimeout(silenceMillis);
        return connection;
    }

    private DefaultJedisClientConfig config(int timeoutMillis) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(timeoutMillis)
                .socketTimeoutMillis(timeoutMillis)
                .user(settings.user())
                .password(settings.password())
                .database(settings.database());
        return (settings.tls() ? config.sslOptions(SslOptions.defaults()) : config).build();
    }

    private void giveBack(Connection connection) {
        boolean broken = connection.isBroken() || !connection.isConnected();
        boolean kept = false;
        lock.lock();
        try {
            if (!broken && !closed && connection.getHostAndPort().equals(node)) {
                idle.addFirst(connection);
                kept = true;
            }
        } finally {
            lock.unlock();
        }
        turns.release();
        if (!kept) {
            close(connection);
        }
        if (broken) {
            // One broke: the server was restarted perhaps, and the others are dead as well.
            drop();
        }
    }

    private void drop() {
        List<Connection> old;
        lock.lock();
        try {
            old = List.copyOf(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        old.forEach(Connections::close);
    }

    static void close(Connection connection) {
        try {
            connection.disconnect();
        } catch (JedisException e) {
            System.getLogger(Connections.class.getName())
                    .log(System.Logger.Level.DEBUG, "a connection did not close cleanly error=" + e.getMessage());
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        drop();
    }
}
