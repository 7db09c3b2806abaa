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
import java.util.LinkedHashSet;
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
        /** Monotonic time from which it has surely expired: it was sent before it came here. */
        final long until;

        Waiting(Delivery delivery, long now) {
            this.delivery = delivery;
            Duration lifetime = delivery.letter().lifetime();
            // A revived one has a lifetime no more.
            until = lifetime != null && lifetime.compareTo(LONGEST) < 0 ? now + lifetime.toNanos() : Long.MAX_VALUE;
        }

        boolean isOf(Delivery other) {
            return delivery.letter().id().equals(other.letter().id());
        }
    }

    /** Longer lifetimes are left to the store. */
    private static final Duration LONGEST = Duration.ofDays(3_650);
    /** How many letters that this session has handled are remembered, lest a revived one is handled twice. */
    private static final int REMEMBERED = 256;

    private enum Handled {
        DONE,
        LATER,
        GIVEN_UP,
        EXPIRED,
        NOBODY,
        SUSPENDED
    }

    private final Held<T> held;
    private final List<Waiting> waiting = new ArrayList<>();
    private final LinkedHashSet<String> done = new LinkedHashSet<>();
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
            mail.forEach(this::put);
        }
        start();
    }

    /** One that died and was revived comes again. */
    private void put(Delivery delivery) {
        if (!done.contains(delivery.letter().id())) {
            waiting.removeIf(before -> before.isOf(delivery));
            waiting.add(new Waiting(delivery, now()));
        }
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
                        remove(letter, true);
                    }
                    case GIVEN_UP -> {
                        changed = true;
                        remove(letter, false);
                    }
                    case EXPIRED -> remove(letter, false);
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

    private void remove(Waiting letter, boolean handled) {
        synchronized (waiting) {
            waiting.removeIf(each -> each == letter);
            if (handled) {
                done.add(letter.delivery.letter().id());
                if (done.size() > REMEMBERED) {
                    done.removeFirst();
                }
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the game's fault is the letter's, not the session's
    private Handled handle(Waiting letter) {
        Handlers.Handler<T, ?> handler =
                held.store.handlers().of(letter.delivery.letter().type(), this);
        if (letter.until <= now()) {
            return Handled.EXPIRED;
        }
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
        return Handled.GIVEN_UP;
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
