package dev.latchkey.bus.local;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way to one other server: a bounded queue and a connection that is made on demand, kept, and closed
 * when idle.
 *
 * <p>Who publishes writes by itself as long as the socket takes the bytes at once, which saves a hand-over
 * between threads; connecting, waiting and trying again are left to a thread of the peer. Whoever holds
 * {@code writing} looks at the queue again after letting go, so no message is left lying. Thread-safe.
 */
final class Peer {
    private static final int BATCH_MESSAGES = 256;
    private static final int BATCH_BYTES = 64 << 10;
    private static final int OWN_ROUNDS = 4;
    private static final long FIRST_PAUSE = Duration.ofMillis(10).toNanos();
    private static final long LAST_PAUSE = Duration.ofSeconds(1).toNanos();

    /** What became of a message. */
    enum Offer {
        TAKEN,
        FULL,
        /** This peer is no more: take a new one. */
        ENDED
    }

    private final SocketFolder folder;
    private final Path socket;
    private final Duration idle;
    private final AtomicLong dropped;
    private final BoundedQueue queue = new BoundedQueue();
    private final Semaphore work = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean used;

    private final ReentrantLock writing = new ReentrantLock();
    // Guarded by writing, but closed from anywhere.
    private volatile @Nullable SocketChannel channel;
    // Guarded by writing: a batch on its way, ready to be read.
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH_BYTES);
    private final List<byte[]> batch = new ArrayList<>();
    private ByteBuffer pending = ByteBuffer.allocate(0);
    private int pendingMessages;

    Peer(SocketFolder folder, Path socket, Duration idle, AtomicLong dropped) {
        this.folder = folder;
        this.socket = socket;
        this.idle = idle;
        this.dropped = dropped;
    }

    /** Starts its thread, which calls {@code ended} when the peer is no more. */
    void start(Runnable ended) {
        Thread.ofVirtual().name("latchkey-bus-write-" + socket.getFileName()).start(() -> {
            try {
                serve();
            } finally {
                close();
                ended.run();
            }
        });
    }

    Offer offer(byte[] message) {
        if (!queue.offer(message)) {
            return queue.isClosed() ? Offer.ENDED : Offer.FULL;
        }
        used = true;
        if (!flush()) {
            work.release();
        }
        return Offer.TAKEN;
    }

    /** Whether what was queued is written, or in the hands of another thread that looks again. */
    private boolean flush() {
        for (int round = 0; round < OWN_ROUNDS; round++) {
            if (queue.isEmpty() || !writing.tryLock()) {
                return true;
            }
            try {
                if (!writeWithoutWaiting()) {
                    return false;
                }
            } finally {
                writing.unlock();
            }
        }
        return false;
    }

    private boolean writeWithoutWaiting() {
        SocketChannel open = channel;
        if (open == null || pending.hasRemaining()) {
            return false;
        }
        fill();
        try {
            open.write(pending);
        } catch (IOException gone) {
            disconnect();
            pending.rewind();
        }
        return !pending.hasRemaining();
    }

    private void serve() {
        long pause = FIRST_PAUSE;
        while (awaitWork()) {
            if (deliver()) {
                pause = FIRST_PAUSE;
            } else {
                pause(pause);
                pause = Math.min(2 * pause, LAST_PAUSE);
            }
        }
    }

    /** Whether to go on: false when closed, or idle for long and ended by that. */
    private boolean awaitWork() {
        try {
            while (closed.getCount() > 0) {
                if (!queue.isEmpty() || work.tryAcquire(idle.toNanos(), TimeUnit.NANOSECONDS)) {
                    work.drainPermits();
                    return closed.getCount() > 0;
                }
                if (!used && queue.closeIfEmpty()) {
                    return false;
                }
                used = false;
            }
        } catch (InterruptedException e) {
            return false;
        }
        return false;
    }

    private void pause(long nanos) {
        try {
            if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
                queue.close();
            }
        } catch (InterruptedException e) {
            close();
        }
    }

    private boolean deliver() {
        writing.lock();
        try {
            return writeAll();
        } finally {
            writing.unlock();
        }
    }

    /** Writes all that waits, and waits for the socket if need be. False: not reached, all of it dropped. */
    private boolean writeAll() {
        boolean again = true;
        while (pending.hasRemaining() || !queue.isEmpty()) {
            fill();
            try {
                SocketChannel open = connected();
                open.configureBlocking(true);
                while (pending.hasRemaining()) {
                    open.write(pending);
                }
                open.configureBlocking(false);
                again = true;
            } catch (IOException gone) {
                disconnect();
                if (!again) {
                    dropped.addAndGet(pendingMessages + (long) queue.clear());
                    pending = buffer.limit(0);
                    return false;
                }
                // The connection may be one to a subscription that was replaced: once more, on a new one.
                again = false;
                pending.rewind();
            }
        }
        return true;
    }

    private SocketChannel connected() throws IOException {
        SocketChannel open = channel;
        if (open != null) {
            return open;
        }
        open = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel = open;
        if (closed.getCount() == 0) {
            throw new IOException("closed");
        }
        try {
            open.connect(UnixDomainSocketAddress.of(socket));
        } catch (java.net.ConnectException refused) {
            folder.removeIfDead(socket);
            throw refused;
        }
        return open;
    }

    /** Takes the next batch, unless there is one on its way. */
    private void fill() {
        if (pending.hasRemaining()) {
            return;
        }
        queue.drainTo(batch, BATCH_MESSAGES, BATCH_BYTES / 2);
        int size = Frames.size(batch);
        ByteBuffer out = size <= BATCH_BYTES ? buffer.clear() : ByteBuffer.allocate(size);
        batch.forEach(message -> Frames.put(message, out));
        pendingMessages = batch.size();
        batch.clear();
        pending = out.flip();
    }

    private void disconnect() {
        SocketChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                System.getLogger(Peer.class.getName())
                        .log(System.Logger.Level.DEBUG, "bus channel did not close socket=" + socket, e);
            }
        }
    }

    /** Neither waits nor throws; what waits is dropped. */
    void close() {
        closed.countDown();
        queue.close();
        disconnect();
        work.release();
    }
}
