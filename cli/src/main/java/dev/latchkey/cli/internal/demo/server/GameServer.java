package dev.latchkey.cli.internal.demo.server;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.ProfileStore;
import dev.latchkey.cli.internal.demo.wire.Command;
import dev.latchkey.cli.internal.demo.wire.Gift;
import dev.latchkey.cli.internal.demo.wire.PlayerData;
import dev.latchkey.cli.internal.demo.wire.Report;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A game server of the demonstration: does what the lines on its input say, until they end. */
public final class GameServer {
    /** The store of the players. */
    public static final String STORE = "players";

    /**
     * Who it is and what it uses.
     *
     * @param store the URL
     * @param bus the URL; null for the one that the store names
     * @param journal folder for what cannot reach the store
     * @param clockAhead how wrong its wall clock is
     */
    public record Site(
            String name, String store, @Nullable String bus, Path journal, Duration lease, Duration clockAhead) {
        private MessageBus openBus(StorageEngine engine) {
            String url = bus == null ? engine.defaultBus().orElseThrow() : bus;
            return OpenStore.bus(url);
        }
    }

    private final Telling telling;
    private final ConcurrentHashMap<Long, Seat> seats = new ConcurrentHashMap<>();

    private GameServer(PrintStream out) {
        this.telling = new Telling(out);
    }

    /** Runs until told to stop, or until the input ends. */
    public static void run(Site site, BufferedReader in, PrintStream out) throws IOException {
        new GameServer(out).run(site, in);
    }

    private void run(Site site, BufferedReader in) throws IOException {
        Options options = Options.DEFAULT
                .withName(site.name())
                .withHost(new ShiftedHost(site.clockAhead()))
                .withLease(site.lease())
                .withAutoSave(Duration.ofSeconds(3))
                .withJournal(site.journal())
                .withMetrics(telling)
                .withEvents(telling);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (WatchedEngine engine =
                        new WatchedEngine(OpenStore.make(site.store()).engine());
                CuttableBus bus = new CuttableBus(site.openBus(engine));
                Latchkey latchkey = Latchkey.with(engine, bus, options)) {
            ProfileStore<PlayerData> players = latchkey.profiles(
                    STORE, PlayerData.class, () -> PlayerData.FRESH, store -> store.withItems(PlayerData::uniqueItems));
            players.onMail(Gift.class, PlayerData::with);
            ScheduledFuture<?> stats = clock.scheduleAtFixedRate(telling::stats, 0, 500, TimeUnit.MILLISECONDS);
            telling.tell(new Report.Ready());
            String line = in.readLine();
            while (line != null && !obey(Command.parse(line), latchkey, players, engine, bus, site.lease())) {
                line = in.readLine();
            }
            stats.cancel(false);
        } finally {
            clock.shutdownNow();
        }
        telling.tell(new Report.Note("stopped"));
    }

    /** True to stop. */
    private boolean obey(
            Command command,
            Latchkey latchkey,
            ProfileStore<PlayerData> players,
            WatchedEngine engine,
            CuttableBus bus,
            Duration lease) {
        switch (command) {
            case Command.Join join -> sit(join, players, engine, lease.plusSeconds(15));
            case Command.Do act -> {
                Seat seat = seats.get(act.session());
                if (seat == null) {
                    telling.tell(new Report.Refused(act.session(), act.number(), "session is over"));
                } else if (act.deed().kind().isTrade()) {
                    seat.trade(latchkey, act);
                } else {
                    seat.act(act);
                }
            }
            case Command.Save(long session) -> {
                Seat seat = seats.get(session);
                if (seat != null) {
                    seat.save();
                }
            }
            case Command.Quit(long session) -> {
                Seat seat = seats.get(session);
                if (seat != null) {
                    seat.quit();
                }
            }
            case Command.Bus(boolean up) -> bus.carry(up);
            case Command.Stop() -> {
                return true;
            }
        }
        return false;
    }

    private void sit(Command.Join join, ProfileStore<PlayerData> players, WatchedEngine engine, Duration patience) {
        try {
            Seat seat = new Seat(join, players, patience, engine, telling, () -> seats.remove(join.session()));
            seats.put(join.session(), seat);
            if (seat.isOver()) {
                seats.remove(join.session());
            }
        } catch (RuntimeException refused) {
            telling.tell(new Report.Failed(join.session(), refused.getClass().getSimpleName()));
        }
    }
}
