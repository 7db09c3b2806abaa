package dev.latchkey.bench.engines;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bench.Figure;
import dev.latchkey.bench.Figure.Target;
import dev.latchkey.bench.Payloads;
import dev.latchkey.bench.PlayerData;
import dev.latchkey.bench.Samples;
import dev.latchkey.bench.Scenario;
import dev.latchkey.bench.Site;
import java.time.Duration;
import java.util.List;

/** One caller loads a free profile and closes it, again and again, in turn with the hand-written program. */
record LoadScenario(String engine, Ground.Start start) implements Scenario {
    private static final int PROFILES = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final Duration MEASURED = Duration.ofSeconds(15);

    @Override
    public String name() {
        return engine + "-load";
    }

    /** Times of both sides. */
    private record Times(Samples loads, Samples closes, Samples claims, Samples releases) {
        Times() {
            this(new Samples(), new Samples(), new Samples(), new Samples());
        }
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        Times times = new Times();
        byte[] payload = Payloads.player().bytes();
        try (Ground ground = start.at(site);
                Latchkey latchkey = Latchkey.open(ground.url());
                Ground.ByHand byHand = ground.byHand(PROFILES, payload)) {
            ProfileStore<PlayerData> players = latchkey.profiles("players", PlayerData.class, PlayerData::fresh);
            for (int i = 0; i < PROFILES; i++) {
                Profile<PlayerData> profile = players.load("p" + i);
                profile.update(data -> data.withGold(data.gold() + 1));
                profile.close();
            }
            site.say(name(), "warm-up");
            repeat(players, byHand, WARM_UP, new Times());
            repeat(players, byHand, MEASURED, times);
        }
        return figures(site, times);
    }

    private static void repeat(ProfileStore<PlayerData> players, Ground.ByHand byHand, Duration duration, Times times)
            throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; System.nanoTime() - begun < duration.toNanos(); i++) {
            String key = "p" + i * 7 % PROFILES;
            ours(players, key, times);
            byHand(byHand, key, times);
        }
    }

    private static void ours(ProfileStore<PlayerData> players, String key, Times times) {
        long begun = System.nanoTime();
        Profile<PlayerData> profile = players.load(key);
        long loaded = System.nanoTime();
        profile.close();
        times.closes().add(System.nanoTime() - loaded);
        times.loads().add(loaded - begun);
    }

    private static void byHand(Ground.ByHand byHand, String key, Times times) throws Exception {
        long begun = System.nanoTime();
        byHand.claim(key);
        long claimed = System.nanoTime();
        byHand.release();
        times.releases().add(System.nanoTime() - claimed);
        times.claims().add(claimed - begun);
    }

    private List<Figure> figures(Site site, Times times) {
        String load = "latchkey " + times.loads() + ", by hand " + times.claims();
        String close = "latchkey " + times.closes() + ", by hand " + times.releases();
        site.say(name(), "load: " + load);
        site.say(name(), "close: " + close);
        double loads = times.loads().median() / (double) times.claims().median();
        double closes = times.closes().median() / (double) times.releases().median();
        return List.of(
                new Figure(name(), "load", loads, "x", Target.atMost(1.2), load),
                new Figure(name(), "close", closes, "x", null, close));
    }
}
