package dev.latchkey.cli.internal.demo.server;

import dev.latchkey.Host;
import java.time.Duration;

/** The machine, with a wall clock that is wrong by so much. Thread-safe. */
record ShiftedHost(Duration by) implements Host {
    @Override
    public long monotonic() {
        return SYSTEM.monotonic();
    }

    @Override
    public long wall() {
        return SYSTEM.wall() + by.toNanos();
    }

    @Override
    public void runStoreCall(Runnable call) {
        SYSTEM.runStoreCall(call);
    }

    @Override
    public void runCallback(Runnable callback) {
        SYSTEM.runCallback(callback);
    }

    @Override
    public Alarm alarm(Runnable ring) {
        return SYSTEM.alarm(ring);
    }
}
