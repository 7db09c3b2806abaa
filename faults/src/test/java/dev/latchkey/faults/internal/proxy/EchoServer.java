package dev.latchkey.faults.internal.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers each byte with the same byte, and tells what it had got of each connection when that ended. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket door;
    /** Of each connection that has ended, what came. */
    final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    /** Each byte as it comes, of any connection. */
    final BlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();

    EchoServer() throws IOException {
        door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread unused = Thread.ofPlatform().daemon().name("echo").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                Thread unused = Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            for (int each = in.read(); each >= 0; each = in.read()) {
                got.write(each);
                bytes.add(each);
                socket.getOutputStream().write(each);
            }
        } catch (IOException cut) {
            // What had come until then is told all the same.
        } finally {
            ended.add(got.toString(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
