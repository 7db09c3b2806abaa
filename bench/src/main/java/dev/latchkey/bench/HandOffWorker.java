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

/**
 * One of two servers between which profiles go to and fro. Commands: {@code hop KEY} loads one from the other and
 * is answered by when that was first refused and when it was done, {@code last} by when the last commit was begun and done,
 * both on the clock that all processes share; {@code commit} does one durable commit by hand, {@code echo} sends a message to
 * the other and back by hand, both are answered by nanoseconds.
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
        table = new HandWrittenTable(folder.resolve("hand-off-by-hand.db"), Duration.ofSeconds(10));
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
            Child.serve(words -> switch (words.get(0)) {
                case "hop" -> worker.hop(words.get(1));
                case "last" -> worker.engine.commitBegun() + " " + worker.engine.commitEnded();
                case "commit" -> Long.toString(worker.commit());
                case "echo" -> Long.toString(echo.roundTrip());
                default -> throw new IllegalArgumentException("unknown command " + words);
            });
        }
    }

    /** The first refused open, 0 where nobody had it, and "writable here". */
    private String hop(String player) {
        engine.refusedAt();
        Profile<PlayerData> profile = players.load(player);
        if (!profile.isActive()) {
            throw new IllegalStateException("not active: " + profile);
        }
        long writable = System.nanoTime();
        profile.update(data -> data.withGold(data.gold() + 1));
        return engine.refusedAt() + " " + writable;
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
