package dev.latchkey.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A file that this process holds the system's lock of; the lock goes with the process. */
final class LockedFile implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LockedFile.class.getName());
    /**
     * What this process holds. Of the whole process, as the locks are: to open and close such a file once more
     * would give up its lock.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    /**
     * Open on files that another copy of this class in this process holds, as where each plugin of a game server
     * brings its own. They stay open, and are not collected: to close one would give up the other's lock.
     */
    private static final Set<FileChannel> OTHERS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private LockedFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes an empty file that nobody ever sees unlocked. */
    static LockedFile create(Path path) throws IOException {
        Path real = path.toAbsolutePath();
        Path hidden = real.resolveSibling(real.getFileName() + ".new");
        FileChannel channel = FileChannel.open(hidden, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            HELD.add(real);
            Files.move(hidden, real, StandardCopyOption.ATOMIC_MOVE);
            return new LockedFile(real, channel);
        } catch (IOException failed) {
            channel.close();
            HELD.remove(real);
            throw failed;
        }
    }

    /** Null where another process, or another server of this one, holds it, or it is gone. */
    static @Nullable LockedFile tryLock(Path path) {
        Path real = path.toAbsolutePath();
        if (!HELD.add(real)) {
            return null;
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() != null && Files.exists(real)) {
                return new LockedFile(real, channel);
            }
        } catch (OverlappingFileLockException held) {
            LOG.log(Level.DEBUG, "file is locked by another copy of this library file=" + real, held);
            if (channel != null) {
                OTHERS.add(channel);
            }
            return null;
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "file cannot be locked file=" + real, gone);
        }
        close(channel);
        HELD.remove(real);
        return null;
    }

    /** Writes a file so that it is either whole and durable, or not there. */
    static void writeDurably(Path path, byte[] bytes) throws IOException {
        Path hidden = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                hidden, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            forceFolder(folder);
        }
    }

    /** The new name is durable with its folder; systems that cannot open a folder keep it themselves. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            LOG.log(Level.DEBUG, "folder cannot be forced folder=" + folder, unsupported);
        }
    }

    /** The whole of it; by the locked channel, since closing any other on this file would give up the lock. */
    byte[] read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    Path path() {
        return path;
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "file cannot be deleted file=" + path, failed);
        }
        close();
    }

    /** Keeps it under another name, out of the way. */
    void setAside() {
        try {
            Files.move(path, path.resolveSibling(path.getFileName() + ".broken"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "file cannot be renamed file=" + path, failed);
        }
        close();
    }

    @Override
    public void close() {
        close(channel);
        HELD.remove(path);
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failed) {
            LOG.log(Level.DEBUG, "channel cannot be closed", failed);
        }
    }
}
