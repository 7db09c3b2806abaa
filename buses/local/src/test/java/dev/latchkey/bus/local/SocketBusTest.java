package dev.latchkey.bus.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketBusTest {
    private static final Id ADA = new Id(1, 1);
    private static final Logger INBOX_LOG = Logger.getLogger(Inbox.class.getName());
    private static final Duration IDLE = Duration.ofMinutes(1);

    @TempDir
    Path temp;

    private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

    @Test
    void folderAndSocketsAreForTheirOwnerOnly() throws IOException {
        Path folder = temp.resolve("bus");
        try (MessageBus bus = SocketBus.open(folder)) {
            bus.subscribe(ADA, heard::add);

            assertThat(mode(folder)).isEqualTo("rwx------");
            assertThat(mode(folder.resolve(ADA + ".sock"))).isEqualTo("rw-------");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAFolderThatOthersMayEnter() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("bus"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> SocketBus.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("0700")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void messagesOfEverySizeArriveInOrder() throws InterruptedException {
        try (MessageBus ada = SocketBus.open(temp.resolve("bus"));
                MessageBus bob = SocketBus.open(temp.resolve("bus"))) {
            ada.subscribe(ADA, heard::add);
            int[] sizes = {0, 1, 31 << 10, 33 << 10, 100_000, bob.maxMessageBytes(), 5};
            for (int size : sizes) {
                bob.publish(ADA, new byte[size]);
            }

            for (int size : sizes) {
                assertThat(heard.poll(10, SECONDS)).hasSize(size);
            }
        }
    }

    @Test
    void garbageSenderIsDisconnectedAndOthersAreServed() throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        INBOX_LOG.setFilter(entry -> {
            warnings.add(entry.getMessage());
            return false;
        });
        try (MessageBus ada = SocketBus.open(temp.resolve("bus"));
                MessageBus bob = SocketBus.open(temp.resolve("bus"));
                SocketChannel vandal = SocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel glutton = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            ada.subscribe(ADA, heard::add);
            UnixDomainSocketAddress address =
                    UnixDomainSocketAddress.of(temp.resolve("bus").resolve(ADA + ".sock"));
            vandal.connect(address);
            vandal.write(
                    ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            glutton.connect(address);
            glutton.write(ByteBuffer.wrap(new byte[] {0x4C, 0x4B, 1, 0, 0x7f, 0, 0, 0, 1, 2, 3}));

            assertThat(ended(vandal)).isTrue();
            assertThat(ended(glutton)).isTrue();
            assertThat(warnings).as("told once").hasSize(1);
            bob.publish(ADA, new byte[] {9});
            assertThat(heard.poll(10, SECONDS)).containsExactly(9);
        } finally {
            INBOX_LOG.setFilter(null);
        }
    }

    @Test
    void aSocketThatADeadServerLeftIsRemovedAndALiveOneIsNot() throws Exception {
        Path folder = temp.resolve("bus");
        try (MessageBus live = SocketBus.open(folder)) {
            live.subscribe(ADA, heard::add);
            Path dead = folder.resolve(new Id(2, 2) + ".sock");
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(dead));
            }
            SocketBus.open(folder).close();
            assertThat(dead).as("too young to be judged").exists();

            InstantSource later = () -> Instant.now().plusSeconds(60);
            try (MessageBus bob = SocketBus.open(folder, later, IDLE)) {
                assertThat(dead).doesNotExist();
                bob.publish(ADA, new byte[] {4});
                assertThat(heard.poll(10, SECONDS)).containsExactly(4);
            }
        }
    }

    @Test
    void aFolderWithALongNameWorksThroughAShortOne() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("x".repeat(150))).resolve("players.db-bus");
        Path used = SocketFolder.open(folder, InstantSource.system()).path();
        try (MessageBus ada = SocketBus.open(folder);
                MessageBus bob = SocketBus.open(folder)) {
            ada.subscribe(ADA, heard::add);
            bob.publish(ADA, new byte[] {5});

            assertThat(heard.poll(10, SECONDS)).containsExactly(5);
            assertThat(mode(used)).isEqualTo("rwx------");
        } finally {
            Files.delete(used);
        }
    }

    @Test
    void anIdlePeerIsDisconnectedAndConnectedAgainOnDemand() throws Exception {
        CountDownLatch connected = new CountDownLatch(2);
        Path folder = temp.resolve("bus");
        try (MessageBus bob = SocketBus.open(folder, InstantSource.system(), Duration.ofMillis(1));
                ServerSocketChannel ada = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            ada.bind(UnixDomainSocketAddress.of(folder.resolve(ADA + ".sock")));
            for (int i = 0; i < 2; i++) {
                bob.publish(ADA, new byte[] {6});
                try (SocketChannel connection = ada.accept()) {
                    connected.countDown();
                    Frames.Reader reader = new Frames.Reader(connection, 100);
                    assertThat(reader.next()).containsExactly(6);
                    assertThat(reader.next()).as("the sender hung up").isNull();
                }
            }
        }
        assertThat(connected.getCount()).isZero();
    }

    @Test
    void aPeerThatTakesNothingCostsAtMostAQueue() throws Exception {
        Path folder = temp.resolve("bus");
        try (SocketBus bob = SocketBus.open(folder);
                ServerSocketChannel ada = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            ada.bind(UnixDomainSocketAddress.of(folder.resolve(ADA + ".sock")));
            for (int i = 0; i < 64; i++) {
                bob.publish(ADA, new byte[bob.maxMessageBytes()]);
            }

            assertThat(bob.dropped()).isGreaterThan(64 - 12);
        }
    }

    @Test
    void foundByItsScheme() {
        StoreUrl url = StoreUrl.parse("local:" + temp.resolve("bus"));
        BusProvider provider = ServiceLoader.load(BusProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.scheme().equals(url.scheme()))
                .findFirst()
                .orElseThrow();
        try (MessageBus bus = provider.open(url)) {
            assertThat(bus).isInstanceOf(SocketBus.class);
        }
    }

    private static boolean ended(SocketChannel connection) {
        try {
            return connection.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
