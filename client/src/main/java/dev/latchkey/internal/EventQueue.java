package dev.latchkey.internal;

import dev.latchkey.Events;
import dev.latchkey.Host;
import dev.latchkey.Metrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Tells the health listener, one event at a time, on a callback's thread. At most {@value #MOST} wait, further
 * ones are dropped and counted. Thread-safe.
 */
final class EventQueue {
    private static final Logger LOG = System.getLogger(EventQueue.class.getName());
    private static final int MOST = 1_024;

    private final Events events;
    private final Host host;
    private final Metrics metrics;
    private final ArrayDeque<Consumer<Events>> waiting = new ArrayDeque<>();
    private boolean running;

    EventQueue(Events events, Host host, Metrics metrics) {
        this.events = events;
        this.host = host;
        this.metrics = metrics;
    }

    void tell(Consumer<Events> event) {
        synchronized (waiting) {
            if (waiting.size() == MOST) {
                metrics.count(Names.EVENTS_DROPPED, 1);
                return;
            }
            waiting.add(event);
            if (running) {
                return;
            }
            running = true;
        }
        host.runCallback(this::run);
    }

    @SuppressWarnings("CatchingUnchecked") // the listener's fault is not the server's
    private void run() {
        while (true) {
            Consumer<Events> event;
            synchronized (waiting) {
                event = waiting.poll();
                if (event == null) {
                    running = false;
                    return;
                }
            }
            try {
                event.accept(events);
            } catch (Exception | Error thrown) {
                LOG.log(Level.WARNING, "health listener threw", thrown);
            }
        }
    }
}
