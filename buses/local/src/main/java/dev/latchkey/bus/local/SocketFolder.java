package dev.latchkey.bus.local;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.StoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;

/**
 * The folder in which each server of a bus has its socket, for its owner only (0700). Where the asked
 * folder's name is too long for a socket's address, a short one in the folder for temporary files stands
 * for it, the same for all processes of this user. Thread-safe.
 */
final class SocketFolder {
    /** macOS gives an address 104 bytes, Linux 108; one of them is the terminating zero. */
    private static final int MAX_ADDRESS_BYTES = 103;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** A socket that is being set up refuses for a moment too: only older ones are taken for dead. */
    private static final Duration YOUNG = Duration.ofSeconds(10);

    private final Path path;
    private final boolean posix;
    private final InstantSource clock;

    private SocketFolder(Path path, boolean posix, InstantSource clock) {
        this.path = path;
        this.posix = posix;
        this.clock = clock;
    }

    /**
     * Makes the folder where it is missing.
     *
     * @throws StoreException if it cannot be made, or others may enter it
     */
    static SocketFolder open(Path asked, InstantSource clock) {
        Path path = shorten(asked.toAbsolutePath().normalize());
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            create(path, posix);
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new StoreException("bus folder is no folder; remove it or name another folder=" + path);
            }
            if (posix && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
                throw new StoreException(
                        "bus folder is open to others; set its mode to 0700 or name another folder=" + path);
            }
            if (!path.equals(asked.toAbsolutePath().normalize())) {
                refuseStrangers(path);
            }
            return new SocketFolder(path, posix, clock);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot make bus folder; make its parent folder writable or name another folder=" + path, e);
        }
    }

    private static void create(Path path, boolean posix) throws IOException {
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        try {
            Files.createDirectory(path, mode);
        } catch (FileAlreadyExistsException there) {
            return;
        }
    }

    /** In the folder for temporary files anybody may have been first. */
    private static void refuseStrangers(Path path) throws IOException {
        Path probe = Files.createTempFile(path, "probe", ".new");
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(path))) {
                throw new StoreException(
                        "bus folder belongs to another user; name the store by a shorter path; folder=" + path);
            }
        } finally {
            Files.delete(probe);
        }
    }

    private static Path shorten(Path asked) {
        String longest = asked.resolve(new Id(0, 0) + ".sock").toString();
        if (longest.getBytes(StandardCharsets.UTF_8).length <= MAX_ADDRESS_BYTES) {
            return asked;
        }
        String name = System.getProperty("user.name", "") + '\0' + asked;
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "latchkey-" + hash(name));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    Path path() {
        return path;
    }

    /** Where a server listens. */
    Path socketOf(Id server) {
        return path.resolve(server + ".sock");
    }

    /** Where its socket is set up, out of sight, before it is moved into place. */
    Path draftOf(Id server) {
        return path.resolve(server + ".new");
    }

    /** Lets only this user connect. */
    void protect(Path socket) throws IOException {
        if (posix) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Removes what servers left behind that did not end by themselves. */
    void sweep() {
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(path, "*.{sock,new}")) {
            for (Path socket : sockets) {
                removeIfDead(socket);
            }
        } catch (IOException e) {
            System.getLogger(SocketFolder.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot look for stale sockets folder=" + path, e);
        }
    }

    /** Removes a socket on which nobody listens. A live server's is never refused: it moved in listening. */
    void removeIfDead(Path socket) throws IOException {
        if (refuses(socket) && !isYoung(socket)) {
            Files.deleteIfExists(socket);
        }
    }

    private boolean isYoung(Path socket) throws IOException {
        return Files.exists(socket, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(socket, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isAfter(clock.instant().minus(YOUNG));
    }

    private static boolean refuses(Path socket) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(socket));
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException unclear) {
            return false;
        }
    }
}
