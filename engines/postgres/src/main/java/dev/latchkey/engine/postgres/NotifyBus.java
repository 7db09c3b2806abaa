package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Address;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A bus by LISTEN and NOTIFY of PostgreSQL: one connection listens, another sends, many messages in one statement; each
 * server has a channel of its own. Never inside a commit: a transaction that notifies makes all commits wait for each other.
 * Thread-safe.
 */
final class NotifyBus implements MessageBus {
    /** A notification has less than 8,000 bytes: a number, a dot and the message in base 64. */
    static final int MOST_BYTES = 5_900;

    private final Listening listening;
    private final Sending sending;
    private final List<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private NotifyBus(Address address) {
        Connections connections = new Connections(address);
        this.sending = new Sending(connections);
        this.listening = new Listening(connections, this::arrived, sending::wake);
    }

    /**
     * Connects.
     *
     * @throws StoreException if the database cannot be reached
     */
    static NotifyBus open(StoreUrl url) {
        NotifyBus bus = new NotifyBus(PostgresAddress.of(url, System::getenv));
        try {
            bus.listening.start();
            bus.sending.start();
            return bus;
        } catch (SQLException e) {
            bus.close();
            throw new StoreException(new PostgresDialect().words(e), e);
        }
    }

    /** The channel of a server. */
    static String channel(Id server) {
        return "latchkey_" + server;
    }

    private void arrived(String channel, String text) {
        byte[] message = Base64.getDecoder().decode(text.substring(text.indexOf('.') + 1));
        for (Mailbox mailbox : mailboxes) {
            if (channel(mailbox.server()).equals(channel)) {
                mailbox.put(message);
            }
        }
    }

    @Override
    public void publish(Id server, byte[] message) {
        if (message.length <= MOST_BYTES && !closed.get()) {
            sending.put(channel(server), Base64.getEncoder().encodeToString(message));
        }
    }

    @Override
    public Subscription subscribe(Id server, Consumer<byte[]> listener) {
        var mailbox = new Mailbox[1];
        mailbox[0] = new Mailbox(server, listener, () -> {
            mailboxes.remove(mailbox[0]);
            changed();
        });
        if (closed.get()) {
            mailbox[0].close();
        } else {
            mailboxes.add(mailbox[0]);
            changed();
        }
        return mailbox[0];
    }

    private void changed() {
        listening.listen(mailboxes.stream()
                .map(Mailbox::server)
                .map(NotifyBus::channel)
                .distinct()
                .toList());
    }

    @Override
    public int maxMessageBytes() {
        return MOST_BYTES;
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            mailboxes.forEach(Mailbox::close);
            listening.close();
            sending.close();
        }
    }
}
