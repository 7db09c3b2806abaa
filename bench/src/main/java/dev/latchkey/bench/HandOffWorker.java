package dev.latchkey.bench;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bus.local.SocketBus;
import dev.latchkey.engine.sqlite.SqliteEngine;
import dev.latchkey.engine.sqlite.SqliteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One of two servers between which profiles go to and fro. Commands: {@code hop KEY} loads one from the other,
 * {@code commit} does one durable commit by hand, {@code echo} sends a message to the other and back by hand; each is answered by
 * nanoseconds.
 */
final class HandOffWorker implements AutoCloseable {
    private final WatchedEngine engine;
    private final SocketBus bus;
    private final Latchkey latchkey;
    private final ProfileStore<PlayerData> players;
    private final HandWrittenTable table;
    private final String claim = Stock.id().toString();
    private final String key = Stock.id().toString();
    private final byte[] payload = Payloads.player().bytes();
    private HandWrittenTable.Claimed seen;

    private HandOffWorker(Path folder, String name) throws Exception {
        engine = new WatchedEngine(SqliteEngine.open(SqliteSettings.of(folder.resolve("hand-off.db"))));
        bus = SocketBus.open(folder.resolve("hand-off.db-bus"));
        latchkey = Latchkey.with(engine, bus, Options.DEFAULT.withName(name));
        players = latchkey.profiles(Stock.STORE, PlayerData.class, PlayerData::fresh);
        table = new HandWrittenTable(folder.resolve("hand-off-by-hand-" + name + ".db"), Duration.ofSeconds(10));
        table.begin();
        table.add(key, payload);
        seen = table.claim(key, name, claim);
        table.commit();
    }

    /** Arguments: folder, own name, the other's name. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        try (HandOffWorker worker = new HandOffWorker(folder, args[1]);
                Echo echo = Echo.between(folder.resolve(args[1] + ".echo"), folder.resolve(args[2] + ".echo"))) {
            Child.serve(words -> Long.toString(
                    switch (words.get(0)) {
                        case "hop" -> worker.hop(words);
                        case "commit" -> worker.commit();
                        case "echo" -> echo.roundTrip();
                        default -> throw new IllegalArgumentException("unknown command " + words);
                    }));
        }
    }

    /** From the first refused open to "writable here"; 0 where nobody had it. */
    private long hop(List<String> words) {
        engine.refusedAt();
        Profile<PlayerData> profile = players.load(words.get(1));
        if (!profile.isActive()) {
            throw new IllegalStateException("not active: " + profile);
        }
        long writable = System.nanoTime();
        long refused = engine.refusedAt();
        profile.update(data -> data.withGold(data.gold() + 1));
        return refused == 0 ? 0 : writable - refused;
    }

    private long commit() throws Exception {
        long begun = System.nanoTime();
        table.begin();
        table.save(key, seen, claim, Stock.id().toString(), payload);
        table.commit();
        seen = new HandWrittenTable.Claimed(seen.token(), seen.version() + 1, payload);
        return System.nanoTime() - begun;
    }

    @Override
    public void close() throws Exception {
        latchkey.close();
        bus.close();
        engine.close();
        table.close();
    }
}
