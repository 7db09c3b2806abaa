package dev.latchkey.internal;

import dev.latchkey.SessionEndedException;
import dev.latchkey.SuspendedException;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Settlement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The letters of one open profile, handled one at a time in the order in which they came, on a thread of the game's
 * callbacks (S6). Bounded by the room of the mailbox. Thread-safe.
 */
final class Inbox<T> {
    private static final Logger LOG = System.getLogger(Inbox.class.getName());

    /** After so many failures a letter goes to the dead letters. */
    private static final int MOST_FAILURES = 5;

    private static final class Waiting {
        final Delivery delivery;
        int failures;

        Waiting(Delivery delivery) {
            this.delivery = delivery;
        }
    }

    private final Held<T> held;
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean running;

    Inbox(Held<T> held) {
        this.held = held;
    }

    void add(List<Delivery> mail) {
        synchronized (waiting) {
            mail.forEach(delivery -> waiting.add(new Waiting(delivery)));
        }
        start();
    }

    /** Handles what waits, unless somebody does already. */
    void start() {
        synchronized (waiting) {
            arrived = true;
            if (running || waiting.isEmpty()) {
                return;
            }
            running = true;
        }
        held.store.server().host().runCallback(this::run);
    }

    private void run() {
        boolean any = false;
        boolean again = false;
        try {
            for (Waiting letter : snapshot()) {
                switch (handle(letter)) {
                    case DONE -> {
                        any = true;
                        remove(letter);
                    }
                    case LATER -> again = true;
                    case UNKNOWN -> {}
                }
            }
        } catch (SessionEndedException over) {
            LOG.log(Level.DEBUG, "letters wait for the next session profile=" + held.id(), over);
            clear();
        } finally {
            finish(again);
        }
        if (any) {
            held.leaving.autoSave();
            held.store.server().mailbox().run();
        }
    }

    private void finish(boolean again) {
        boolean more;
        synchronized (waiting) {
            running = false;
            more = arrived;
            arrived = false;
        }
        if (again) {
            held.store.server().mailroom().later(this);
        }
        if (more) {
            start();
        }
    }

    /** Something may have come since the last look. */
    private boolean arrived;

    private List<Waiting> snapshot() {
        synchronized (waiting) {
            arrived = false;
            return List.copyOf(waiting);
        }
    }

    private void remove(Waiting letter) {
        synchronized (waiting) {
            Iterator<Waiting> all = waiting.iterator();
            while (all.hasNext()) {
                if (all.next() == letter) {
                    all.remove();
                    return;
                }
            }
        }
    }

    private void clear() {
        synchronized (waiting) {
            waiting.clear();
        }
    }

    private enum Handled {
        DONE,
        LATER,
        UNKNOWN
    }

    @SuppressWarnings("CatchingUnchecked") // the game's fault is the letter's, not the session's
    private Handled handle(Waiting letter) {
        Handlers.Handler<T, ?> handler =
                held.store.handlers().of(letter.delivery.letter().type(), this);
        if (handler == null) {
            return Handled.UNKNOWN;
        }
        try {
            apply(letter.delivery, handler);
            held.store.server().metrics().count(Names.LETTERS, 1);
            return Handled.DONE;
        } catch (SessionEndedException over) {
            throw over;
        } catch (SuspendedException suspended) {
            return Handled.LATER;
        } catch (Exception | Error thrown) {
            letter.failures++;
            LOG.log(
                    Level.WARNING,
                    "letter could not be handled profile=" + held.id() + " failures=" + letter.failures,
                    thrown);
            return letter.failures < MOST_FAILURES ? Handled.LATER : bury(letter, thrown);
        }
    }

    private <M> void apply(Delivery delivery, Handlers.Handler<T, M> handler) {
        String id = delivery.letter().id();
        M message = held.store.server().letters().message(delivery.letter(), handler.type());
        T unused = held.change(
                (value, outbox) -> handler.handler().handle(value, message, outbox), List.of(Settlement.done(id)));
    }

    private Handled bury(Waiting letter, Throwable thrown) {
        String id = letter.delivery.letter().id();
        String reason = "handler failed: " + oneLine(thrown.toString());
        try {
            T unused = held.change((value, outbox) -> value, List.of(new Settlement(id, reason)));
        } catch (SuspendedException suspended) {
            return Handled.LATER;
        }
        held.store.server().tell(events -> events.letterDead(held.id(), id, reason));
        return Handled.DONE;
    }

    private static String oneLine(@Nullable String text) {
        String line = text == null ? "" : text.replace('\n', ' ');
        return line.length() > 500 ? line.substring(0, 500) : line;
    }
}
