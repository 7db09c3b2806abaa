package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;

/** A command that works on an open store. */
abstract class StoreCommand extends Asking {
    @Override
    public Integer call() {
        try (OpenStore store = open()) {
            return run(store);
        }
    }

    /** The store. */
    OpenStore open() {
        return OpenStore.open(url());
    }

    /** The exit status. */
    abstract int run(OpenStore store);

    static void checkLimit(int limit) {
        if (limit < 1 || limit > 1_000_000) {
            throw Refusal.badInput("--limit is " + limit + ", allowed 1-1000000");
        }
    }
}
