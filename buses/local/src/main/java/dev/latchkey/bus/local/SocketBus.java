package dev.latchkey.bus.local;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.PatientBus;
import dev.latchkey.spi.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bus between processes of one machine and user, over Unix domain sockets in a folder that only this
 * user may enter: each server listens at {@code FOLDER/<server id>.sock}. URL scheme {@code
 * local:FOLDER}.
 *
 * <p>A message waits in a queue of at most 4,096 messages and 8 MiB per receiver, or is dropped and
 * counted; one to the same process takes no socket. Thread-safe.
 */
public final class SocketBus implements PatientBus {
    /** The scheme of its URLs. */
    public static final String SCHEME = "local";

    static final int MAX_MESSAGE_BYTES = 1 << 20;
    private static final int MAX_PEERS = 1_024;

    private final SocketFolder folder;
    private final Duration idle;
    private final ConcurrentHashMap<Id, Mailbox> own = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Id, Peer> peers = new ConcurrentHashMap<>();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;

    private SocketBus(SocketFolder folder, Duration idle) {
        this.folder = folder;
        this.idle = idle;
    }

    /**
     * Opens the bus of a folder, which is made (mode 0700) where it is missing. Sockets of servers that
     * died are removed.
     *
     * @throws StoreException if the folder cannot be made or others may enter it
     */
    public static SocketBus open(Path folder) {
        return open(folder, InstantSource.system(), Duration.ofMinutes(1));
    }

    /** With a connection closed when unused for {@code idle} to twice that. */
    static SocketBus open(Path folder, InstantSource clock, Duration idle) {
        SocketFolder sockets = SocketFolder.open(folder, clock);
        sockets.sweep();
        return new SocketBus(sockets, idle);
    }

    @Override
    public void publish(Id server, byte[] message) {
        if (message.length > MAX_MESSAGE_BYTES) {
            dropped.incrementAndGet();
            return;
        }
        Mailbox mailbox = own.get(server);
        if (mailbox != null) {
            mailbox.offer(message);
            return;
        }
        Peer.Offer offer = Peer.Offer.ENDED;
        while (offer == Peer.Offer.ENDED && !closed) {
            Peer peer = peers.get(server);
            if (peer == null) {
                peer = connect(server);
            }
            offer = peer == null ? Peer.Offer.FULL : peer.offer(message);
            if (offer == Peer.Offer.ENDED) {
                peers.remove(server, peer);
            }
        }
        if (offer != Peer.Offer.TAKEN) {
            dropped.incrementAndGet();
        }
    }

    /** Null: there are too many peers, or the bus is closed. */
    private @Nullable Peer connect(Id server) {
        if (peers.size() >= MAX_PEERS) {
            return null;
        }
        Peer peer = peers.computeIfAbsent(server, this::startedPeer);
        if (closed) {
            peer.close();
            return null;
        }
        return peer;
    }

    private Peer startedPeer(Id server) {
        Peer peer = new Peer(folder, folder.socketOf(server), idle, dropped);
        peer.start(() -> peers.remove(server, peer));
        return peer;
    }

    /**
     * Listens for a server. Where it already has a subscription, this one replaces it.
     *
     * @throws StoreException if its socket cannot be made
     */
    @Override
    public Subscription subscribe(Id server, Consumer<byte[]> listener) {
        return subscribe(server, Listener.of(server, listener));
    }

    @Override
    public Subscription subscribePatiently(Id server, Function<byte[], @Nullable Runnable> listener) {
        return subscribe(server, new Listener(server, listener));
    }

    private synchronized Subscription subscribe(Id server, Listener guarded) {
        if (closed) {
            return () -> {};
        }
        Inbox inbox;
        try {
            inbox = Inbox.open(server, folder, guarded, MAX_MESSAGE_BYTES);
        } catch (IOException e) {
            throw new StoreException("cannot listen on bus socket=" + folder.socketOf(server), e);
        }
        Mailbox mailbox = new Mailbox("latchkey-bus-own-" + server, guarded, dropped);
        own.put(server, mailbox);
        Subscription subscription = new Subscription() {
            @Override
            public void close() {
                subscriptions.remove(this);
                own.remove(server, mailbox);
                mailbox.close();
                inbox.close();
            }
        };
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    /** How many messages of this bus were dropped so far: too long, too many at once, or not reached. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.copyOf(subscriptions).forEach(Subscription::close);
        List.copyOf(peers.values()).forEach(Peer::close);
    }
}
