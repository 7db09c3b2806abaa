package dev.latchkey.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bus.local.SocketBus;
import dev.latchkey.engine.sqlite.SqliteEngine;
import dev.latchkey.engine.sqlite.SqliteSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A server with very many open profiles. Commands: {@code open FROM TO}, {@code close FROM TO}, {@code heap}, {@code
 * renewals}, {@code cpu}; answered by nanoseconds, bytes, a number, nanoseconds.
 */
final class SessionsWorker implements AutoCloseable {
    private final WatchedEngine engine;
    private final SocketBus bus;
    private final Latchkey latchkey;
    private final ProfileStore<byte[]> players;
    private final List<Profile<byte[]>> open = new ArrayList<>(100_000);

    private SessionsWorker(Path file) {
        engine = new WatchedEngine(SqliteEngine.open(SqliteSettings.of(file)));
        bus = SocketBus.open(file.resolveSibling(file.getFileName() + "-bus"));
        latchkey = Latchkey.with(engine, bus, Options.DEFAULT);
        players = latchkey.profiles(Stock.STORE, byte[].class, () -> new byte[0]);
    }

    /** Argument: the file. */
    public static void main(String[] args) throws Exception {
        try (SessionsWorker worker = new SessionsWorker(Path.of(args[0]))) {
            Child.serve(words -> Long.toString(worker.run(words)));
        }
    }

    private long run(List<String> words) throws InterruptedException {
        return switch (words.get(0)) {
            case "open" -> open(Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
            case "close" -> close(Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
            case "heap" -> heap();
            case "renewals" -> engine.renewals();
            case "cpu" -> cpu();
            default -> throw new IllegalArgumentException("unknown command " + words);
        };
    }

    /** Nanoseconds for all of them at once, each load on a virtual thread of its own. */
    private long open(int from, int to) throws InterruptedException {
        List<Thread> threads = new ArrayList<>(to - from);
        List<CompletableFuture<Profile<byte[]>>> loads = new ArrayList<>(to - from);
        long begun = System.nanoTime();
        for (int i = from; i < to; i++) {
            String key = "p" + i;
            CompletableFuture<Profile<byte[]>> load = new CompletableFuture<>();
            loads.add(load);
            threads.add(Thread.startVirtualThread(() -> load.complete(players.load(key))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long nanos = System.nanoTime() - begun;
        loads.forEach(load -> open.add(load.join()));
        return nanos;
    }

    /** The newest ones. */
    private long close(int from, int to) {
        long begun = System.nanoTime();
        List<Profile<byte[]>> newest = open.subList(from, to);
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        newest.forEach(profile -> ends.add(profile.closeAsync()));
        ends.forEach(CompletableFuture::join);
        newest.clear();
        return System.nanoTime() - begun;
    }

    /** Live heap: what is left after a few collections. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    @Override
    public void close() {
        latchkey.close();
        bus.close();
        engine.close();
    }
}
