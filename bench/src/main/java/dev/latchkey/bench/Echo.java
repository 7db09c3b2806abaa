package dev.latchkey.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The least that a message to another process and its answer cost: two hops over a Unix domain socket. */
final class Echo implements AutoCloseable {
    private static final int BYTES = 512;

    private final ServerSocketChannel server;
    private final Path other;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    private @Nullable SocketChannel channel;

    private Echo(ServerSocketChannel server, Path other) {
        this.server = server;
        this.other = other;
    }

    /** Answers at {@code own}, asks at {@code other}. */
    static Echo between(Path own, Path other) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(own));
        Echo echo = new Echo(server, other);
        Thread.ofPlatform().daemon(true).start(echo::answer);
        return echo;
    }

    private void answer() {
        ByteBuffer message = ByteBuffer.allocateDirect(BYTES);
        try (SocketChannel asker = server.accept()) {
            while (true) {
                fill(asker, message.clear());
                asker.write(message.flip());
            }
        } catch (IOException e) {
            // The other process has ended.
        }
    }

    /** Nanoseconds there and back. */
    long roundTrip() throws IOException {
        SocketChannel open = channel;
        if (open == null) {
            open = SocketChannel.open(UnixDomainSocketAddress.of(other));
            channel = open;
        }
        long begun = System.nanoTime();
        open.write(buffer.clear());
        fill(open, buffer.clear());
        return System.nanoTime() - begun;
    }

    private static void fill(SocketChannel from, ByteBuffer message) throws IOException {
        while (message.hasRemaining()) {
            if (from.read(message) < 0) {
                throw new EOFException("closed");
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
        server.close();
    }
}
