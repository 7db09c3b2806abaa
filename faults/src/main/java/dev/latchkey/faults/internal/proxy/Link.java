package dev.latchkey.faults.internal.proxy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One connection through a proxy: two sockets, and a thread for each way. Thread-safe. */
final class Link {
    private static final int CHUNK = 16 * 1024;

    private final Proxy proxy;
    private final Socket client;
    private final Socket server;
    private final CountDownLatch cut = new CountDownLatch(1);
    private volatile boolean lost;
    /** Bytes of requests. */
    private final AtomicLong requested = new AtomicLong();

    private volatile boolean snared;

    Link(Proxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void begin() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        for (Direction way : Direction.values()) {
            Thread unused = Thread.startVirtualThread(() -> new Way(way).run());
        }
    }

    /** Both peers see a reset; what was on its way is gone. */
    void cut() {
        cut.countDown();
        reset(client);
        reset(server);
        proxy.gone(this);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // It is closed: this is what was wanted.
        }
    }

    void halfClose(Direction way) {
        try {
            to(way).shutdownOutput();
        } catch (IOException closed) {
            cut();
        }
    }

    /** The weather has turned. */
    void turned(Weather next) {
        if (next instanceof Weather.Closed || (lost && !(next instanceof Weather.Lossy))) {
            cut();
        }
    }

    private Socket from(Direction way) {
        return way == Direction.REQUEST ? client : server;
    }

    private Socket to(Direction way) {
        return way == Direction.REQUEST ? server : client;
    }

    /** The bytes that go one way. */
    private final class Way {
        private final Direction way;
        private int counted = -1;
        private long since;
        private boolean hole;

        Way(Direction way) {
            this.way = way;
        }

        void run() {
            byte[] bytes = new byte[CHUNK];
            try {
                int read = from(way).getInputStream().read(bytes);
                while (read >= 0 && pass(bytes, read)) {
                    read = from(way).getInputStream().read(bytes);
                }
                if (read < 0) {
                    to(way).shutdownOutput();
                }
            } catch (IOException ended) {
                cut(); // One of the peers is gone, so the other has to hear of it.
            }
        }

        private boolean pass(byte[] bytes, int read) throws IOException {
            if (snared) {
                return true; // It has no other end any more.
            }
            int passing = beforeSnare(read);
            if (way == Direction.REQUEST) {
                requested.addAndGet(read);
            }
            boolean kept = switch (proxy.weather()) {
                case Weather.Clear() -> send(bytes, passing);
                case Weather.Slow(Duration by) -> after(by) && send(bytes, passing);
                case Weather.Lossy lossy -> lossy.loses(way) ? lose() : send(bytes, passing);
                case Weather.Closed() -> false;
            };
            if (kept && passing == read) {
                return true;
            }
            if (kept) {
                snare();
            } else {
                cut();
            }
            return false;
        }

        /** How many of these bytes pass; all, unless the next snare catches one of them. */
        private int beforeSnare(int read) {
            int number = proxy.next();
            Snare snare = proxy.snare(number).orElse(null);
            if (snare == null || snare.way() != way || requested.get() < snare.settled()) {
                return read;
            }
            if (counted != number) {
                counted = number;
                since = 0;
            }
            long left = snare.after() - since;
            since += read;
            return read > left && proxy.spring(number) ? (int) Math.max(0, left) : read;
        }

        /** A reset here would take the bytes along that have passed: their receiver gets them, and then an end. */
        private void snare() throws IOException {
            snared = true;
            to(way).shutdownOutput();
            reset(from(way));
        }

        private boolean send(byte[] bytes, int length) throws IOException {
            if (hole) {
                return false; // A stream with a hole in it.
            }
            to(way).getOutputStream().write(bytes, 0, length);
            return true;
        }

        private boolean lose() {
            hole = true;
            lost = true;
            return true;
        }

        private boolean after(Duration by) {
            try {
                return !cut.await(by.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException ended) {
                throw new IllegalStateException("nobody interrupts this thread", ended);
            }
        }
    }
}
