package dev.latchkey.cli.internal.demo;

import dev.latchkey.cli.internal.demo.check.Check;
import dev.latchkey.cli.internal.demo.check.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The demonstration: servers over one store, a crowd, what breaks, and the check at the end. */
public final class Demo implements AutoCloseable {
    /**
     * What is asked for.
     *
     * @param play how long the crowd plays
     * @param lease of the servers
     */
    public record Plan(int servers, int players, Duration play, Duration lease, long seed) {}

    /**
     * How it went.
     *
     * @param longestWait nanoseconds for which a player stood before the door at most, over all tries
     * @param longestSuspension nanoseconds for which a server's sessions were suspended at most
     */
    public record Result(
            int players,
            long loads,
            int handOffs,
            double p50,
            double p99,
            long takeovers,
            long longestWait,
            long longestSuspension,
            Verdict verdict) {
        /** The last line. */
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "demo: players=%d loads=%d handoffs=%d p50=%.1fms p99=%.1fms takeovers=%d lost=%d duplicated=%d"
                            + " trades=%d mails=%d gold=%s items=%s",
                    players,
                    loads,
                    handOffs,
                    p50,
                    p99,
                    takeovers,
                    verdict.lost(),
                    verdict.duplicated(),
                    verdict.trades(),
                    verdict.mails(),
                    verdict.goldConserved() ? "conserved" : "WRONG",
                    verdict.itemsUnique() ? "unique" : "DOUBLE");
        }
    }

    private static final long STOP_SECONDS = 12;

    private final Plan plan;
    private final Path folder;
    private final Place place;
    private final Trouble trouble;
    private final Board board;
    private final List<Backend> servers = new ArrayList<>();
    private final World world = new World();
    private long longestWait;

    /**
     * @param trouble what breaks; the players go home when it is over
     */
    public Demo(Plan plan, Path folder, Place place, Trouble trouble, Board board) {
        this.plan = plan;
        this.place = place;
        this.trouble = trouble;
        this.folder = folder;
        this.board = board;
        for (int i = 1; i <= plan.servers(); i++) {
            Launch launch = place.launch(i - 1, folder, plan.lease());
            servers.add(new Backend("server-" + i, launch, (from, text) -> board.event(from.name + ": " + text)));
        }
    }

    /**
     * All of it.
     *
     * @throws IOException if a server does not start, or a file cannot be used
     */
    public Result run() throws InterruptedException, IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> drawing =
                clock.scheduleAtFixedRate(() -> board.draw(servers), 500, 500, TimeUnit.MILLISECONDS);
        try {
            board.event("starting " + plan.servers() + " servers in " + folder);
            List<CompletableFuture<Boolean>> up =
                    servers.stream().map(Backend::start).toList();
            if (!up.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd)) {
                throw new IOException("a game server did not start; its log is in folder=" + folder);
            }
            play();
        } finally {
            drawing.cancel(false);
            clock.shutdownNow();
        }
        board.event("checking what the players were told against the store");
        return result(Check.run(folder, place.checked()));
    }

    private void play() throws InterruptedException, IOException {
        try (Crowd crowd = new Crowd(plan, folder.resolve(Check.LOGS), servers, world)) {
            crowd.start();
            board.event(plan.players() + " players come, seed " + plan.seed());
            trouble.come(servers, board);
            board.event("the players go home");
            crowd.goHome();
            longestWait = crowd.longestWait();
            board.draw(servers);
            stopServers();
        }
        world.write(folder.resolve(Check.WORLD));
    }

    private void stopServers() {
        List<CompletableFuture<Boolean>> stopped = servers.stream()
                .map(one -> CompletableFuture.supplyAsync(() -> one.stop(STOP_SECONDS)))
                .toList();
        for (int i = 0; i < servers.size(); i++) {
            if (!stopped.get(i).join()) {
                board.event(servers.get(i).name + " did not stop in time: killed");
            }
        }
        close();
    }

    private Result result(Verdict verdict) {
        List<Long> handOffs = new ArrayList<>();
        servers.forEach(one -> handOffs.addAll(one.tally.handOffs()));
        return new Result(
                plan.players(),
                servers.stream().mapToLong(one -> one.tally.loads()).sum(),
                handOffs.size(),
                Tally.percentile(handOffs, 0.5),
                Tally.percentile(handOffs, 0.99),
                servers.stream().mapToLong(one -> one.tally.takeovers()).sum(),
                longestWait,
                servers.stream()
                        .mapToLong(one -> one.tally.longestSuspension())
                        .max()
                        .orElse(0),
                verdict);
    }

    /** No process is left behind, paused or not. */
    @Override
    public void close() {
        servers.forEach(Backend::kill);
    }
}
