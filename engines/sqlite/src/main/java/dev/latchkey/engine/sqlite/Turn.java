package dev.latchkey.engine.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to write to one file, among all engines of this process and of all others.
 *
 * <p>SQLite's own lock keeps writers apart but wakes nobody: who waits for it sleeps and polls, and starves. The
 * system's lock on a side file wakes the next writer at once. It is for fairness only; safety rests on SQLite's.
 * All engines of this process on one file share one channel, since a file lock belongs to the process and closing any
 * channel on the file would give it up.
 */
final class Turn implements AutoCloseable {
    /** The byte whose lock says who is next: while somebody has it, nobody may overtake. */
    private static final long FIRST_IN_LINE = 0;

    /** The byte whose lock is the turn. */
    private static final long AT_WORK = 1;

    private static final long BOTH = 2;

    private static final Map<Path, Turn> SHARED = new HashMap<>();

    private final Path file;
    private final ReentrantLock inside = new ReentrantLock(true);
    private volatile int users;
    private volatile @Nullable FileChannel channel;
    private @Nullable FileLock lock;

    private Turn(Path file) {
        this.file = file;
    }

    /** The turn for a side file; {@link #close()} it when done. */
    static Turn of(Path file) {
        synchronized (SHARED) {
            Turn turn = SHARED.computeIfAbsent(file, Turn::new);
            turn.users++;
            return turn;
        }
    }

    /**
     * Waits until it is the caller's turn. To be called by threads that nobody interrupts: an interrupt would close
     * the channel.
     *
     * @throws IOException if the side file cannot be opened or locked; it is then nobody's turn
     */
    void take() throws IOException {
        take(() -> {});
    }

    /**
     * Like {@link #take()}, and does something as soon as nobody else is to have the turn before: there is time for it
     * while the one at work waits for the disk.
     *
     * @param next run once; does not throw
     */
    void take(Runnable next) throws IOException {
        inside.lock();
        boolean inLine = false;
        try {
            FileChannel open = open();
            try (FileLock line = open.lock(FIRST_IN_LINE, 1, false)) {
                inLine = true;
                next.run();
                lock = open.lock(AT_WORK, 1, false);
            }
        } catch (OverlappingFileLockException e) {
            // Another copy of this class in this process is at work: SQLite's lock has to do.
            lock = null;
            if (!inLine) {
                next.run();
            }
        } catch (IOException | RuntimeException e) {
            inside.unlock();
            throw e;
        }
    }

    /** Takes the turn if it is free and nobody, here or in another process, waits for it. Does not wait. */
    boolean tryTake() {
        if (inside.hasQueuedThreads() || !inside.tryLock()) {
            return false;
        }
        try {
            // Both bytes at once: that spares a second call of the system, and who comes now waits in line.
            lock = open().tryLock(FIRST_IN_LINE, BOTH, false);
        } catch (IOException | RuntimeException e) {
            // Whoever waits for the turn will be told.
            lock = null;
        }
        if (lock == null) {
            inside.unlock();
        }
        return lock != null;
    }

    /** Passes the turn on. */
    void give() {
        FileLock held = lock;
        lock = null;
        try {
            if (held != null) {
                held.release();
            }
        } catch (IOException e) {
            closeChannel();
        } finally {
            inside.unlock();
        }
    }

    private FileChannel open() throws IOException {
        if (users == 0) {
            throw new IOException("closed");
        }
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }

    @Override
    public void close() {
        synchronized (SHARED) {
            if (--users == 0) {
                SHARED.remove(file);
                closeChannel();
            }
        }
    }

    private void closeChannel() {
        FileChannel open = channel;
        channel = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            System.getLogger(Turn.class.getName())
                    .log(System.Logger.Level.WARNING, "could not close lock file=" + file, e);
        }
    }
}
