package dev.latchkey.faults.internal.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on a free port of this machine that spoils what passes: by the {@link Weather}, which is the same for all
 * connections, and by {@link Snare}s, each of which cuts one connection, in the order in which they were laid. It uses
 * no chance: the same bytes under the same weather and snares meet the same fate. Thread-safe.
 */
public final class Proxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket door;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final List<Snare> snares = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger sprung = new AtomicInteger();
    private volatile Weather weather = new Weather.Clear();

    private Proxy(InetSocketAddress target, ServerSocket door) {
        this.target = target;
        this.door = door;
    }

    /**
     * A proxy before a port of this machine; in clear weather.
     *
     * @throws UncheckedIOException if no port is free
     */
    public static Proxy before(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            Proxy proxy = new Proxy(new InetSocketAddress(loopback, port), new ServerSocket(0, 64, loopback));
            Thread unused = Thread.ofPlatform().daemon().name("proxy-" + port).start(proxy::accept);
            return proxy;
        } catch (IOException none) {
            throw new UncheckedIOException("no port is free", none);
        }
    }

    /** Where clients connect. */
    public int port() {
        return door.getLocalPort();
    }

    /** What happens to all connections from now on. */
    public void weather(Weather next) {
        weather = next;
        links.forEach(link -> link.turned(next));
    }

    /** Lays more snares, behind those that wait. */
    public void lay(List<Snare> more) {
        snares.addAll(more);
    }

    /** Takes all snares away that wait. */
    public void clear() {
        next.set(snares.size());
    }

    /** How many snares have cut a connection. */
    public int sprung() {
        return sprung.get();
    }

    /** Cuts all present connections; new ones are taken. */
    public void cut() {
        links.forEach(Link::cut);
    }

    /** Ends one direction of all present connections, as by a peer that sends no more; the other goes on. */
    public void halfClose(Direction way) {
        links.forEach(link -> link.halfClose(way));
    }

    Weather weather() {
        return weather;
    }

    /** Number of the next snare; there may be none of this number yet. */
    int next() {
        return next.get();
    }

    Optional<Snare> snare(int number) {
        return number < snares.size() ? Optional.of(snares.get(number)) : Optional.empty();
    }

    /** Whether it was still the next, for this connection. */
    boolean spring(int number) {
        boolean mine = next.compareAndSet(number, number + 1);
        if (mine) {
            sprung.incrementAndGet();
        }
        return mine;
    }

    void gone(Link link) {
        links.remove(link);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                take(door.accept());
            } catch (IOException closed) {
                return; // Nobody else closes the door.
            }
        }
    }

    private void take(Socket client) throws IOException {
        if (weather instanceof Weather.Closed) {
            Link.reset(client);
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(target);
        } catch (IOException down) {
            Link.reset(client); // As the server itself would refuse.
            Link.reset(server);
            return;
        }
        Link link = new Link(this, client, server);
        links.add(link);
        link.begin();
        if (door.isClosed() || weather instanceof Weather.Closed) {
            link.cut();
        }
    }

    /** Cuts all, and takes no more. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close a proxy port=" + port(), failed);
        }
        cut();
    }
}
