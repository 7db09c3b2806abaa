package dev.latchkey.internal;

import dev.latchkey.Host;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Saves changed profiles, each at its own place in the interval, so that they spread evenly however they
 * changed. Idle while nothing is changed. Bounded by the open profiles, each of which is in it once at most.
 * Thread-safe.
 */
final class AutoSave {
    private static final int PLACES = 64;

    private final Host host;
    private final long step;
    private final Mailbox mailbox;
    private final Host.Alarm alarm;
    private final List<ConcurrentLinkedQueue<Held<?>>> places;
    private final AtomicInteger waiting = new AtomicInteger();
    /** Used by the alarm alone. */
    private int place;

    AutoSave(Host host, long intervalNanos, Mailbox mailbox) {
        this.host = host;
        this.step = intervalNanos / PLACES;
        this.mailbox = mailbox;
        places = Stream.generate(ConcurrentLinkedQueue<Held<?>>::new)
                .limit(PLACES)
                .toList();
        alarm = host.alarm(this::ring);
    }

    /** A profile has changes that nobody has asked to save. */
    void changed(Held<?> held) {
        if (!held.queued()) {
            return;
        }
        int hash = held.id().hashCode() * 0x9E3779B9;
        places.get(hash >>> 26).add(held);
        if (waiting.getAndIncrement() == 0) {
            alarm.set(host.monotonic() + step);
        }
    }

    private void ring() {
        place = (place + 1) % PLACES;
        int taken = 0;
        ConcurrentLinkedQueue<Held<?>> due = places.get(place);
        for (Held<?> held = due.poll(); held != null; held = due.poll()) {
            held.unqueued();
            held.leaving.autoSave();
            taken++;
        }
        if (waiting.addAndGet(-taken) > 0) {
            alarm.set(host.monotonic() + step);
        }
        mailbox.run();
    }

    /** Hands everything over that is changed, before the end. */
    void all() {
        for (ConcurrentLinkedQueue<Held<?>> due : places) {
            due.forEach(held -> held.leaving.autoSave());
        }
        mailbox.run();
    }

    void close() {
        alarm.close();
    }
}
