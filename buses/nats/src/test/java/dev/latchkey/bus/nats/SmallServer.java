package dev.latchkey.bus.nats;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Speaks enough of the protocol of NATS for a bus, so that what a server may do to one can be done. Thread-safe. */
final class SmallServer implements Closeable {
    /** One client. */
    private final class Client implements Closeable {
        private final Socket socket;
        private final OutputStream out;
        private final Map<String, String> subjects = new ConcurrentHashMap<>();

        Client(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        void serve() {
            try (socket) {
                say("INFO {\"server_id\":\"small\",\"version\":\"2.9.10\",\"proto\":1,\"max_payload\":" + maxPayload
                        + ",\"headers\":false}\r\n");
                InputStream in = new BufferedInputStream(socket.getInputStream());
                for (String line = line(in); line != null; line = line(in)) {
                    obey(line.split(" ", -1), in);
                }
            } catch (IOException gone) {
                // It is taken from the clients below.
            } finally {
                clients.remove(this);
            }
        }

        private void obey(String[] words, InputStream in) throws IOException {
            switch (words[0]) {
                case "PING" -> say("PONG\r\n");
                case "SUB" -> subjects.put(words[words.length - 1], words[1]);
                case "UNSUB" -> subjects.remove(words[1]);
                case "PUB" -> {
                    byte[] content = in.readNBytes(Integer.parseInt(words[words.length - 1]));
                    in.skipNBytes(2);
                    waitWhileDeaf();
                    send(words[1], content);
                }
                default -> {}
            }
        }

        synchronized void deliver(String subject, byte[] content) throws IOException {
            for (Map.Entry<String, String> each : subjects.entrySet()) {
                if (each.getValue().equals(subject)) {
                    out.write(bytes("MSG " + subject + " " + each.getKey() + " " + content.length + "\r\n"));
                    out.write(content);
                    out.write(bytes("\r\n"));
                }
            }
            out.flush();
        }

        private synchronized void say(String text) throws IOException {
            out.write(bytes(text));
            out.flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private final int maxPayload;
    private final ServerSocket server;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch hearing = new CountDownLatch(0);

    SmallServer(int maxPayload) throws IOException {
        this.maxPayload = maxPayload;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("small-server").start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Client client = new Client(server.accept());
                clients.add(client);
                Thread.ofVirtual().name("small-server-client").start(client::serve);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    NatsSettings settings() {
        return NatsSettings.of("localhost", server.getLocalPort());
    }

    /** Sends to whoever hears the subject. */
    void send(String subject, byte[] content) throws IOException {
        for (Client client : clients) {
            client.deliver(subject, content);
        }
    }

    /** Whether anybody hears the subject now. */
    boolean hears(String subject) {
        return clients.stream().anyMatch(client -> client.subjects.containsValue(subject));
    }

    /** Cuts off all clients, who may come again. */
    void cut() throws IOException {
        for (Client client : clients) {
            client.close();
        }
    }

    /** Reads no more, until it is let go. */
    CountDownLatch deafen() {
        CountDownLatch letGo = new CountDownLatch(1);
        hearing = letGo;
        return letGo;
    }

    private void waitWhileDeaf() throws IOException {
        try {
            hearing.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        hearing.countDown();
        server.close();
        cut();
    }
}
