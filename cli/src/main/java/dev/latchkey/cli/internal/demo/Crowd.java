package dev.latchkey.cli.internal.demo;

import dev.latchkey.cli.internal.demo.check.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** All players, each with a log and a thread of its own. */
final class Crowd implements AutoCloseable {
    /** How much longer a join is waited for than the server itself waits. */
    private static final int GRACE_SECONDS = 16;

    private final List<Adventurer> players = new ArrayList<>();
    private final List<PlayerLog> logs = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param folder of the logs, made here
     */
    Crowd(Demo.Plan plan, Path folder, List<Backend> servers, World world) throws IOException {
        Files.createDirectory(folder);
        SplittableRandom seeds = new SplittableRandom(plan.seed());
        List<String> keys = IntStream.rangeClosed(1, plan.players())
                .mapToObj(i -> String.format(Locale.ROOT, "player-%03d", i))
                .toList();
        for (String key : keys) {
            List<String> others =
                    keys.stream().filter(other -> !other.equals(key)).toList();
            PlayerLog log = new PlayerLog(folder.resolve(key + Check.LOG));
            logs.add(log);
            players.add(new Adventurer(
                    key,
                    servers,
                    new Purse(world, log, others),
                    seeds.split(),
                    plan.lease().plusSeconds(GRACE_SECONDS)));
        }
    }

    void start() {
        for (Adventurer player : players) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    player.play();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }

    /** Calls all home and waits until they are. */
    void goHome() throws InterruptedException {
        players.forEach(Adventurer::callHome);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Nanoseconds for which one of them stood before the door at most, over all tries. */
    long longestWait() {
        return players.stream().mapToLong(Adventurer::longestWait).max().orElse(0);
    }

    /** Call when no server talks any more. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        logs.forEach(PlayerLog::close);
    }
}
