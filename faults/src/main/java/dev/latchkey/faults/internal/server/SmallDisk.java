package dev.latchkey.faults.internal.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that is small enough to be filled. Mounting it takes root. For one thread. */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Path folder;
    private final Path filler;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
    }

    /**
     * Mounts one in a temporary folder.
     *
     * @throws IOException if it cannot be mounted
     */
    public static SmallDisk mount(int mebibytes) throws IOException {
        Path folder = Files.createTempDirectory("latchkey-faults-disk");
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        return new SmallDisk(folder);
    }

    /** Where it is mounted. */
    public Path folder() {
        return folder;
    }

    /** Takes all the room that is left. */
    public void fill() throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (OutputStream to = Files.newOutputStream(filler)) {
            while (folder.toFile().getUsableSpace() > 0) {
                to.write(chunk);
            }
        } catch (IOException full) {
            if (folder.toFile().getUsableSpace() >= CHUNK) {
                throw full;
            }
        }
    }

    /** Gives the room back. */
    public void free() throws IOException {
        Files.deleteIfExists(filler);
    }

    private static void run(String... command) throws IOException {
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new FileSystemException(
                        command[command.length - 1], null, command[0] + " failed with status " + status);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ended);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", folder.toString());
        Files.delete(folder);
    }
}
