package dev.latchkey.bench;

import java.util.ArrayList;
import java.util.List;

/** Callers of the hand-written program. */
final class HandWrittenCallers {
    private HandWrittenCallers() {}

    /** Each has one session and saves it once per run. */
    static List<Runnable> savers(HandWrittenWriter writer, int callers, byte[] payload) throws InterruptedException {
        writer.run(table -> {});
        List<Runnable> savers = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            savers.add(new Saver(writer, Stock.id().toString(), payload));
        }
        return savers;
    }

    private static final class Saver implements Runnable {
        private final HandWrittenWriter writer;
        private final String key = Stock.id().toString();
        private final String claim;
        private final byte[] payload;
        private HandWrittenTable.Claimed seen;

        Saver(HandWrittenWriter writer, String claim, byte[] payload) throws InterruptedException {
            this.writer = writer;
            this.claim = claim;
            this.payload = payload;
            HandWrittenTable.Claimed[] claimed = new HandWrittenTable.Claimed[1];
            writer.run(table -> {
                table.add(key, payload);
                claimed[0] = table.claim(key, "me", claim);
            });
            seen = claimed[0];
        }

        @Override
        public void run() {
            String write = Stock.id().toString();
            try {
                writer.run(table -> table.save(key, seen, claim, write, payload));
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
            seen = new HandWrittenTable.Claimed(seen.token(), seen.version() + 1, payload);
        }
    }
}
