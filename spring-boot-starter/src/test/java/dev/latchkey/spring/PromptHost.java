package dev.latchkey.spring;

import dev.latchkey.Host;

/** The machine's clocks and threads, but none of these stays for a while when it has nothing to do. */
record PromptHost() implements Host {
    @Override
    public long monotonic() {
        return SYSTEM.monotonic();
    }

    @Override
    public long wall() {
        return SYSTEM.wall();
    }

    @Override
    public void runStoreCall(Runnable call) {
        Thread.ofPlatform().name("latchkey-store").daemon().start(call);
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
