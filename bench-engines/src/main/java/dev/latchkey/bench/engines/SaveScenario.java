package dev.latchkey.bench.engines;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bench.Crowd;
import dev.latchkey.bench.Figure;
import dev.latchkey.bench.Figure.Target;
import dev.latchkey.bench.Payloads;
import dev.latchkey.bench.Samples;
import dev.latchkey.bench.Scenario;
import dev.latchkey.bench.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * 64 sessions save as fast as they can: through the library, and by hand in all ways, in turn. The data is plain bytes, since
 * the hand-written programs do no encoding either.
 */
record SaveScenario(String engine, Ground.Start start) implements Scenario {
    private static final int CALLERS = 64;
    private static final int WARM_UP = 9;
    private static final int ROUNDS = 9;
    private static final Duration ROUND = Duration.ofMillis(1_500);
    /** Ratios of rounds, in parts of this: their median bears a disturbed round better than the ratio of medians. */
    private static final long SCALE = 100_000;

    @Override
    public String name() {
        return engine + "-save";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        byte[] payload = Payloads.player().bytes();
        Samples ours = new Samples();
        List<Samples> theirs = new ArrayList<>();
        List<Samples> ratios = new ArrayList<>();
        List<Ground.Way> all = List.of(Ground.Way.TOGETHER, Ground.Way.ONE_BY_ONE, Ground.Way.POOL);
        for (int i = 0; i < all.size(); i++) {
            theirs.add(new Samples());
            ratios.add(new Samples());
        }
        try (Ground ground = start.at(site);
                Latchkey latchkey = Latchkey.open(ground.url());
                Ground.Savers together = ground.savers(Ground.Way.TOGETHER, CALLERS, payload);
                Ground.Savers single = ground.savers(Ground.Way.ONE_BY_ONE, CALLERS, payload);
                Ground.Savers pool = ground.savers(Ground.Way.POOL, CALLERS, payload)) {
            List<Runnable> savers = savers(latchkey, payload);
            List<Ground.Savers> ways = List.of(together, single, pool);
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                long rate = Crowd.run(savers, ROUND).perSecond();
                StringBuilder said = new StringBuilder("saves/s: latchkey " + rate);
                for (int at = 0; at < all.size(); at++) {
                    long other = Crowd.run(ways.get(at).callers(), ROUND.dividedBy(at == 0 ? 1 : 2))
                            .perSecond();
                    said.append(", ").append(all.get(at)).append(' ').append(other);
                    if (round >= WARM_UP) {
                        theirs.get(at).add(other);
                        ratios.get(at).add(SCALE * rate / other);
                    }
                }
                if (round >= WARM_UP) {
                    ours.add(rate);
                }
                site.say(name(), said + (round < WARM_UP ? " (warm-up)" : ""));
            }
        }
        return figures(ours, theirs, ratios);
    }

    private static List<Runnable> savers(Latchkey latchkey, byte[] bytes) {
        ProfileStore<byte[]> players = latchkey.profiles("saved", byte[].class, () -> bytes);
        List<Runnable> savers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Profile<byte[]> profile = players.load("p" + i);
            savers.add(() -> {
                profile.update(byte[]::clone);
                profile.save().join();
            });
        }
        return savers;
    }

    private List<Figure> figures(Samples ours, List<Samples> theirs, List<Samples> ratios) {
        String detail = "saves/s: latchkey %d, by hand in groups %d, one by one %d, on a pool of 16 %d"
                .formatted(
                        ours.median(),
                        theirs.get(0).median(),
                        theirs.get(1).median(),
                        theirs.get(2).median());
        return List.of(
                figure("save", ratios.get(0), 0.8, detail),
                figure("save_vs_single", ratios.get(1), 10, detail),
                figure("save_vs_pool", ratios.get(2), 2.5, detail));
    }

    private Figure figure(String figure, Samples ratios, double least, String detail) {
        return new Figure(name(), figure, ratios.median() / (double) SCALE, "x", Target.atLeast(least), detail);
    }
}
