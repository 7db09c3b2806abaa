package dev.latchkey.spring;

import dev.latchkey.Events;
import org.springframework.core.Ordered;

/** What the events of a server come to: how it is now. The first listener of all. Thread-safe. */
final class HealthWatch implements Events, Ordered {
    private volatile Now now = new Now(true, "", true, false);

    /**
     * How a server is.
     *
     * @param store whether its store answers
     * @param failure why it does not, one line; empty if it does
     * @param bus whether its bus carries
     * @param suspended whether its sessions are suspended (rule L3)
     */
    record Now(boolean store, String failure, boolean bus, boolean suspended) {}

    Now now() {
        return now;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public synchronized void storeAway(String detail) {
        now = new Now(false, detail, now.bus, now.suspended);
    }

    @Override
    public synchronized void storeBack() {
        now = new Now(true, "", now.bus, now.suspended);
    }

    @Override
    public synchronized void busAway() {
        now = new Now(now.store, now.failure, false, now.suspended);
    }

    @Override
    public synchronized void busBack() {
        now = new Now(now.store, now.failure, true, now.suspended);
    }

    @Override
    public synchronized void suspended() {
        now = new Now(now.store, now.failure, now.bus, true);
    }

    @Override
    public synchronized void resumed() {
        now = new Now(now.store, now.failure, now.bus, false);
    }
}
