package dev.latchkey.bus.local;

import dev.latchkey.spi.Id;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The socket on which one server listens. Each connection has a platform thread that reads and calls the
 * listener itself: a virtual one would cost a second hand-over per message. Where the listener has something left to do
 * that may block, this thread goes on with that and another one reads. Thread-safe.
 */
final class Inbox {
    private static final Logger LOG = System.getLogger(Inbox.class.getName());
    private static final int MAX_CONNECTIONS = 1_024;
    private static final int BACKLOG = 128;

    private final Id server;
    private final Path socket;
    private final @Nullable Object fileKey;
    private final Listener listener;
    private final int maxMessageBytes;
    private final ServerSocketChannel acceptor;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean reported = new AtomicBoolean();

    private Inbox(Id server, SocketFolder folder, Listener listener, int maxMessageBytes, ServerSocketChannel acceptor)
            throws IOException {
        this.server = server;
        this.socket = folder.socketOf(server);
        this.listener = listener;
        this.maxMessageBytes = maxMessageBytes;
        this.acceptor = acceptor;
        Path draft = folder.draftOf(server);
        Files.deleteIfExists(draft);
        acceptor.bind(UnixDomainSocketAddress.of(draft), BACKLOG);
        folder.protect(draft);
        fileKey = keyOf(draft);
        // Only now others see it, and it has never refused anybody.
        Files.move(draft, socket, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Listens from now on. */
    static Inbox open(Id server, SocketFolder folder, Listener listener, int maxMessageBytes) throws IOException {
        ServerSocketChannel acceptor = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Inbox inbox = new Inbox(server, folder, listener, maxMessageBytes, acceptor);
            Thread.ofPlatform().daemon().name("latchkey-bus-accept-" + server).start(inbox::acceptAll);
            return inbox;
        } catch (IOException | RuntimeException e) {
            acceptor.close();
            throw e;
        }
    }

    private void acceptAll() {
        while (acceptor.isOpen()) {
            try {
                take(acceptor.accept());
            } catch (IOException e) {
                if (pausedAfter(e)) {
                    return;
                }
            }
        }
    }

    /** After a failure such as too many open files; whether it is closed. */
    private boolean pausedAfter(IOException failure) {
        if (!acceptor.isOpen()) {
            return true;
        }
        LOG.log(Level.WARNING, "bus cannot accept a connection server=" + server, failure);
        try {
            return closed.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void take(SocketChannel connection) {
        connections.add(connection);
        if (connections.size() > MAX_CONNECTIONS || !acceptor.isOpen()) {
            drop(connection);
            return;
        }
        new Reading(connection).start();
    }

    /** Reads from one connection: one thread at a time, a second one while the first goes on with what a message brought. */
    private final class Reading {
        private static final int MOST_THREADS = 2;

        private final SocketChannel connection;
        private final Semaphore turn = new Semaphore(1);

        // Used in turn.
        private final Frames.Reader reader;
        private int threads;
        private boolean over;

        Reading(SocketChannel connection) {
            this.connection = connection;
            reader = new Frames.Reader(connection, maxMessageBytes);
        }

        void start() {
            threads++;
            Thread.ofPlatform().daemon().name("latchkey-bus-read-" + server).start(this::serve);
        }

        /** Where there is no thread to be had, nobody reads until this one is back. */
        private void startSecond() {
            try {
                start();
            } catch (OutOfMemoryError noThread) {
                threads--;
                LOG.log(Level.WARNING, "bus has no thread to read on with server=" + server, noThread);
            }
        }

        private void serve() {
            for (Runnable rest = inTurn(); rest != null; rest = inTurn()) {
                listener.goOn(rest);
            }
        }

        /** Reads until there is something left to do, and lets the other thread read; null at the end of the connection. */
        private @Nullable Runnable inTurn() {
            turn.acquireUninterruptibly();
            try {
                Runnable rest = over ? null : read();
                if (rest == null) {
                    over = true;
                    drop(connection);
                } else if (threads < MOST_THREADS) {
                    startSecond();
                }
                return rest;
            } finally {
                turn.release();
            }
        }

        private @Nullable Runnable read() {
            try {
                for (byte[] message = reader.next(); message != null; message = reader.next()) {
                    Runnable rest = listener.accept(message);
                    if (rest != null) {
                        return rest;
                    }
                }
            } catch (Frames.MalformedException e) {
                if (reported.compareAndSet(false, true)) {
                    LOG.log(
                            Level.WARNING,
                            "bus peer disconnected, it sent garbage server=" + server + " " + e.getMessage());
                }
            } catch (IOException gone) {
                LOG.log(Level.DEBUG, "bus peer gone server=" + server, gone);
            }
            return null;
        }
    }

    private void drop(SocketChannel connection) {
        connections.remove(connection);
        closeQuietly(connection);
    }

    /** Ends all connections and removes the socket, unless another one took its place. */
    void close() {
        listener.close();
        try {
            if (Objects.equals(fileKey, keyOf(socket))) {
                Files.deleteIfExists(socket);
            }
        } catch (IOException alreadyGone) {
            LOG.log(Level.DEBUG, "bus socket is gone server=" + server, alreadyGone);
        }
        closeQuietly(acceptor);
        closed.countDown();
        connections.forEach(this::drop);
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void closeQuietly(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "bus channel did not close", e);
        }
    }
}
