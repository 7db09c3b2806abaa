package dev.latchkey.cli.internal.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;

/** The files of an embedded store, from outside. */
final class StoreFiles {
    private static final long MIB = 1 << 20;
    private static final long LONG_LOG = 64 * MIB;
    private static final long LITTLE_ROOM = 256 * MIB;

    private final Path file;

    StoreFiles(Path file) {
        this.file = file;
    }

    void examine(List<Finding> findings) {
        if (!Files.isRegularFile(file)) {
            return; // Opening it will say so.
        }
        try {
            rights(findings);
            room(findings);
            log(findings);
            journals(findings);
        } catch (IOException failed) {
            findings.add(Finding.problem("file", "it cannot be looked at: " + failed));
        }
    }

    private void rights(List<Finding> findings) throws IOException {
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            findings.add(Finding.problem("file", "this user may not read and write it: file=" + file));
        } else if (isOpenToOthers()) {
            findings.add(Finding.problem(
                    "file", "every user of this machine may write it: take that right away: file=" + file));
        } else {
            findings.add(Finding.ok("file", Files.size(file) + " bytes: file=" + file));
        }
    }

    private boolean isOpenToOthers() throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
    }

    private void room(List<Finding> findings) throws IOException {
        long free = Files.getFileStore(file).getUsableSpace();
        if (free < LITTLE_ROOM) {
            findings.add(Finding.problem(
                    "disk", "only " + free / MIB + " MiB are free: saves will fail when there are none"));
        }
    }

    private void log(List<Finding> findings) throws IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        long size = Files.exists(log) ? Files.size(log) : 0;
        if (size > LONG_LOG) {
            findings.add(Finding.problem(
                    "file",
                    "its write-ahead log has " + size / MIB
                            + " MiB: a program has been reading the file for long; end it"));
        }
    }

    /** What servers wrote down when the store was away (L10, S9); each server takes it up when it starts. */
    private void journals(List<Finding> findings) throws IOException {
        Path folder = file.resolveSibling(file.getFileName() + "-latchkey");
        if (!Files.isDirectory(folder)) {
            return;
        }
        long waiting = count(folder, ".journal");
        long broken = count(folder, ".broken");
        long orphans = count(folder, ".orphan");
        if (waiting > 0) {
            findings.add(Finding.problem(
                    "journal",
                    waiting + " not replayed: players' data that is not in the store yet; start a server on this"
                            + " store, it replays them: folder=" + folder));
        } else {
            findings.add(Finding.ok("journal", "nothing waits to be replayed"));
        }
        if (broken > 0) {
            findings.add(Finding.problem(
                    "journal", broken + " could not be read and were set aside; keep them: folder=" + folder));
        }
        if (orphans > 0) {
            findings.add(Finding.note("journal", orphans + " orphans lie in files: folder=" + folder));
        }
    }

    private static long count(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(ending)).count();
        }
    }
}
