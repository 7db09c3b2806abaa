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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A server that starts, fills and stops. Commands: {@code load N}, {@code change}, {@code stop}; answered by nanoseconds
 * and the number of calls of the store.
 */
final class MassWorker implements AutoCloseable {
    private final WatchedEngine engine;
    private final SocketBus bus;
    private final Latchkey latchkey;
    private final ProfileStore<byte[]> players;
    private final List<Profile<byte[]>> open = new ArrayList<>();

    private MassWorker(Path file, Duration lease) {
        engine = new WatchedEngine(SqliteEngine.open(SqliteSettings.of(file)));
        bus = SocketBus.open(file.resolveSibling(file.getFileName() + "-bus"));
        latchkey = Latchkey.with(engine, bus, Options.DEFAULT.withLease(lease).withAutoSave(Duration.ofMinutes(5)));
        players = latchkey.profiles(Stock.STORE, byte[].class, () -> new byte[0]);
    }

    /** Arguments: the file, seconds of a lease. */
    public static void main(String[] args) throws Exception {
        try (MassWorker worker = new MassWorker(Path.of(args[0]), Duration.ofSeconds(Long.parseLong(args[1])))) {
            Child.serve(worker::run);
        }
    }

    private String run(List<String> words) {
        return switch (words.get(0)) {
            case "load" -> timed(() -> load(Integer.parseInt(words.get(1))));
            case "change" -> timed(() -> open.forEach(profile -> profile.update(MassWorker::changed)));
            case "stop" -> timed(latchkey::close);
            default -> throw new IllegalArgumentException("unknown command " + words);
        };
    }

    private String timed(Runnable task) {
        long calls = engine.calls();
        long begun = System.nanoTime();
        task.run();
        return (System.nanoTime() - begun) + " " + (engine.calls() - calls);
    }

    private void load(int number) {
        List<CompletableFuture<Profile<byte[]>>> loads = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            loads.add(players.loadAsync("p" + i));
        }
        loads.forEach(load -> open.add(load.join()));
    }

    private static byte[] changed(byte[] bytes) {
        byte[] next = bytes.clone();
        next[0]++;
        return next;
    }

    @Override
    public void close() {
        latchkey.close();
        bus.close();
        engine.close();
    }
}
