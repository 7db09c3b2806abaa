package dev.latchkey.internal;

import dev.latchkey.InvalidProfileException;
import dev.latchkey.ProfileTooLargeException;
import dev.latchkey.SessionEndedException;
import dev.latchkey.SuspendedException;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Settlement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The letters of one open profile, handled one at a time in the order in which they came, on a thread of the game's
 * callbacks (S6). One that fails, or that nobody handles yet, does not keep the others. Bounded by the room of the
 * mailbox. Thread-safe.
 */
final class Inbox<T> {
    private static final Logger LOG = System.getLogger(Inbox.class.getName());

    /** Pauses after failures; after one more the letter goes to the dead letters. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30));
    /** Letters that cannot be handled since the session is not active are looked at again after this long. */
    private static final Duration SUSPENDED = Duration.ofSeconds(1);

    private static final class Waiting {
        final Delivery delivery;
        int failures;
        /** Monotonic time before which it is left alone. */
        long notBefore = Long.MIN_VALUE;

        Waiting(Delivery delivery) {
            this.delivery = delivery;
        }
    }

    private enum Handled {
        DONE,
        LATER,
        NOBODY,
        SUSPENDED
    }

    private final Held<T> held;
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean running;
    /** Something may have come since the last look. */
    private boolean arrived;

    private boolean over;

    Inbox(Held<T> held) {
        this.held = held;
    }

    void add(List<Delivery> mail) {
        synchronized (waiting) {
            if (over) {
                return;
            }
            mail.forEach(delivery -> waiting.add(new Waiting(delivery)));
        }
        start();
    }

    /** Handles what waits, unless somebody does already, or the data is not there yet. */
    void start() {
        synchronized (waiting) {
            arrived = true;
            if (running || waiting.isEmpty() || held.state() == null) {
                return;
            }
            running = true;
        }
        server().host().runCallback(this::run);
    }

    /** The session is over: what waits comes to the next one. */
    void end() {
        synchronized (waiting) {
            over = true;
            waiting.clear();
        }
        held.store.handlers().forget(this);
    }

    private void run() {
        boolean changed = false;
        long again = Long.MAX_VALUE;
        try {
            for (Waiting letter : next()) {
                Handled handled = letter.notBefore > now() ? Handled.LATER : handle(letter);
                switch (handled) {
                    case DONE -> {
                        changed = true;
                        remove(letter);
                    }
                    case LATER -> again = Math.min(again, letter.notBefore);
                    case NOBODY -> {}
                    case SUSPENDED -> again = Math.min(again, now() + SUSPENDED.toNanos());
                }
                if (handled == Handled.SUSPENDED) {
                    break; // The others too, and in their order.
                }
            }
        } catch (SessionEndedException ended) {
            LOG.log(Level.DEBUG, "letters wait for the next session profile=" + held.id(), ended);
            end();
        } finally {
            finish(again);
        }
        if (changed) {
            held.leaving.autoSave();
            server().mailbox().run();
        }
    }

    private void finish(long again) {
        boolean more;
        synchronized (waiting) {
            running = false;
            more = arrived;
            arrived = false;
        }
        if (again != Long.MAX_VALUE) {
            server().mailroom().later(this, again);
        }
        if (more) {
            start();
        }
    }

    private List<Waiting> next() {
        synchronized (waiting) {
            arrived = false;
            return List.copyOf(waiting);
        }
    }

    private void remove(Waiting letter) {
        synchronized (waiting) {
            waiting.removeIf(each -> each == letter);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the game's fault is the letter's, not the session's
    private Handled handle(Waiting letter) {
        Handlers.Handler<T, ?> handler =
                held.store.handlers().of(letter.delivery.letter().type(), this);
        if (handler == null) {
            return Handled.NOBODY;
        }
        try {
            apply(letter.delivery, handler);
            server().metrics().count(Names.LETTERS_HANDLED, 1);
            return Handled.DONE;
        } catch (SessionEndedException over) {
            throw over;
        } catch (SuspendedException suspended) {
            return Handled.SUSPENDED;
        } catch (Exception | Error thrown) {
            LOG.log(
                    Level.WARNING,
                    "letter could not be handled profile=" + held.id() + " letter="
                            + letter.delivery.letter().id() + " failures=" + (letter.failures + 1),
                    thrown);
            return failed(letter, thrown);
        }
    }

    private <M> void apply(Delivery delivery, Handlers.Handler<T, M> handler) {
        String id = delivery.letter().id();
        M message = server().letters().message(delivery.letter(), handler.type());
        T unused = held.change(
                (value, outbox) -> handler.handler().handle(value, message, outbox), List.of(Settlement.done(id)));
    }

    private Handled failed(Waiting letter, Throwable thrown) {
        if (letter.failures < PAUSES.size()) {
            letter.notBefore = now() + PAUSES.get(letter.failures).toNanos();
            letter.failures++;
            return Handled.LATER;
        }
        return bury(letter, thrown);
    }

    private Handled bury(Waiting letter, Throwable thrown) {
        String id = letter.delivery.letter().id();
        String reason = "handler failed: " + oneLine(thrown.toString());
        try {
            T unused = held.change((value, outbox) -> value, List.of(new Settlement(id, reason)));
        } catch (SuspendedException suspended) {
            return Handled.SUSPENDED;
        } catch (InvalidProfileException | ProfileTooLargeException unsaveable) {
            LOG.log(Level.WARNING, "letter cannot be given up, its profile cannot be saved", unsaveable);
            letter.notBefore = now() + PAUSES.getLast().toNanos();
            return Handled.LATER;
        }
        server().metrics().count(Names.LETTERS_DEAD, 1);
        server().tell(events -> events.letterDead(held.id(), id, reason));
        return Handled.DONE;
    }

    private static String oneLine(@Nullable String text) {
        String line = text == null ? "" : text.replace('\n', ' ').replace('\r', ' ');
        return line.length() > 500 ? line.substring(0, 500) : line;
    }

    private long now() {
        return server().host().monotonic();
    }

    private Server server() {
        return held.store.server();
    }
}
