package dev.latchkey.bench;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bench.Figure.Target;
import dev.latchkey.spi.Payload;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** One caller loads a free profile and closes it, again and again, in turn with the hand-written program. */
final class LoadScenario implements Scenario {
    private static final int PROFILES = 2_000;
    private static final int WARM_UP = 40_000;
    private static final int LOADS = 4_000;
    /** A slow disk makes it shorter, not longer. */
    private static final Duration MOST_WARM_UP = Duration.ofSeconds(70);

    private static final Duration MOST = Duration.ofSeconds(30);

    private final Samples loads = new Samples();
    private final Samples closes = new Samples();
    private final Samples claims = new Samples();
    private final Samples releases = new Samples();

    @Override
    public String name() {
        return "load";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        Payload payload = Payloads.player();
        Path ours = site.file("load.db");
        Path theirs = site.file("load-by-hand.db");
        Stock.fill(ours, PROFILES, payload);
        try (Latchkey latchkey = Latchkey.open("sqlite:" + ours);
                HandWrittenTable table = new HandWrittenTable(theirs, Duration.ofSeconds(10));
                FileChannel side = FileChannel.open(
                        site.file("load-by-hand.db-side"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            table.fill(PROFILES, payload.bytes());
            ProfileStore<PlayerData> players = latchkey.profiles(Stock.STORE, PlayerData.class, PlayerData::fresh);
            site.say(name(), "warm-up");
            Samples unused = new Samples();
            long begun = System.nanoTime();
            for (int i = 0; i < WARM_UP && System.nanoTime() - begun < MOST_WARM_UP.toNanos(); i++) {
                ours(players, i, unused, unused);
                byHand(table, side, i, unused, unused);
            }
            begun = System.nanoTime();
            for (int i = 0; i < LOADS && System.nanoTime() - begun < MOST.toNanos(); i++) {
                ours(players, i * 7, loads, closes);
                byHand(table, side, i * 7, claims, releases);
            }
        }
        return figures(site);
    }

    private static void ours(ProfileStore<PlayerData> players, int number, Samples loads, Samples closes) {
        String key = "p" + number % PROFILES;
        long begun = System.nanoTime();
        Profile<PlayerData> profile = players.load(key);
        long loaded = System.nanoTime();
        profile.close();
        closes.add(System.nanoTime() - loaded);
        loads.add(loaded - begun);
    }

    private static void byHand(HandWrittenTable table, FileChannel side, int number, Samples claims, Samples releases)
            throws SQLException, IOException {
        String key = "p" + number % PROFILES;
        String owner = "me";
        long begun = System.nanoTime();
        String claim = Stock.id().toString();
        HandWrittenTable.Claimed claimed;
        try (FileLock turn = side.lock()) {
            table.begin();
            claimed = table.claim(key, owner, claim);
            table.commit();
        }
        long loaded = System.nanoTime();
        try (FileLock turn = side.lock()) {
            table.begin();
            table.release(key, claimed, claim, Stock.id().toString());
            table.commit();
        }
        releases.add(System.nanoTime() - loaded);
        claims.add(loaded - begun);
    }

    private List<Figure> figures(Site site) {
        String load = "latchkey " + loads + ", by hand " + claims;
        String close = "latchkey " + closes + ", by hand " + releases;
        site.say(name(), "load: " + load);
        site.say(name(), "close: " + close);
        return List.of(
                new Figure(name(), "load", loads.median() / (double) claims.median(), "x", Target.atMost(1.3), load),
                new Figure(name(), "close", closes.median() / (double) releases.median(), "x", null, close));
    }
}
