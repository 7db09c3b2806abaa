package dev.latchkey.internal;

import dev.latchkey.core.Input;
import dev.latchkey.core.Message;
import dev.latchkey.core.MessageCodec;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.PatientBus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** What a server hears on the bus, which is only a hint: one that hears nothing runs all the same (L6). Thread-safe. */
final class Hearing {
    private static final Logger LOG = System.getLogger(Hearing.class.getName());

    private final @Nullable MessageBus bus;
    private final Mailbox mailbox;
    private final Lane<?, ?> commits;

    /**
     * @param commits what a message brings about; a bus that is patient goes on with it itself
     */
    Hearing(@Nullable MessageBus bus, Mailbox mailbox, Lane<?, ?> commits) {
        this.bus = bus;
        this.mailbox = mailbox;
        this.commits = commits;
    }

    /** Null where it cannot be heard. */
    MessageBus.@Nullable Subscription subscribe(Id now) {
        try {
            return switch (bus) {
                case null -> null;
                case PatientBus patient -> patient.subscribePatiently(now, this::commitsOf);
                default -> bus.subscribe(now, this::heard);
            };
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "bus cannot be heard, hand-offs take seconds server=" + now, failed);
            return null;
        }
    }

    private void heard(byte[] bytes) {
        Message message = MessageCodec.decode(bytes);
        if (message != null) {
            mailbox.post(new Input.Received(message));
        }
    }

    private @Nullable Runnable commitsOf(byte[] bytes) {
        Message message = MessageCodec.decode(bytes);
        if (message == null) {
            return null;
        }
        mailbox.add(new Input.Received(message));
        mailbox.run(commits);
        return commits.claim();
    }
}
