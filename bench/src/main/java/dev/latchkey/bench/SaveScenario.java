package dev.latchkey.bench;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bench.Figure.Target;
import dev.latchkey.spi.Payload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * 64 sessions save as fast as they can: through the library, by hand in groups, by hand one by one, in turn. The data is
 * plain bytes, since the hand-written program does no encoding either.
 */
final class SaveScenario implements Scenario {
    private static final int CALLERS = 64;
    private static final int WARM_UP = 12;
    private static final int ROUNDS = 7;
    private static final Duration ROUND = Duration.ofMillis(1_200);

    /** Ratios of rounds, in parts of this: their median bears a disturbed round better than the ratio of medians. */
    private static final long SCALE = 100_000;

    private final Samples toGroups = new Samples();
    private final Samples toSingle = new Samples();

    @Override
    public String name() {
        return "save";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        Payload payload = Payloads.player();
        Path grouped = site.file("save-by-hand.db");
        Path single = site.file("save-single.db");
        try (Latchkey latchkey = Latchkey.open("sqlite:" + site.file("save.db"));
                HandWrittenWriter groups = HandWrittenWriter.grouping(grouped, HandWrittenWriter.Turns.LOCK);
                HandWrittenWriter one = HandWrittenWriter.single(single)) {
            List<Runnable> ours = savers(latchkey, payload.bytes());
            List<Runnable> byHand = HandWrittenCallers.savers(groups, CALLERS, payload.bytes());
            List<Runnable> oneByOne = HandWrittenCallers.savers(one, CALLERS, payload.bytes());
            Samples[] rates = {new Samples(), new Samples(), new Samples()};
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                long[] counted = {
                    Crowd.run(ours, ROUND).perSecond(),
                    Crowd.run(byHand, ROUND).perSecond(),
                    Crowd.run(oneByOne, ROUND.dividedBy(2)).perSecond()
                };
                site.say(
                        name(),
                        "saves/s: latchkey %d, by hand %d, one by one %d%s"
                                .formatted(counted[0], counted[1], counted[2], round < WARM_UP ? " (warm-up)" : ""));
                if (round >= WARM_UP) {
                    toGroups.add(SCALE * counted[0] / counted[1]);
                    toSingle.add(SCALE * counted[0] / counted[2]);
                }
                for (int i = 0; i < rates.length && round >= WARM_UP; i++) {
                    rates[i].add(counted[i]);
                }
            }
            return figures(rates);
        }
    }

    private static List<Runnable> savers(Latchkey latchkey, byte[] bytes) {
        ProfileStore<byte[]> players = latchkey.profiles(Stock.STORE, byte[].class, () -> bytes);
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

    private List<Figure> figures(Samples[] rates) {
        String detail = "saves/s: latchkey %d, by hand %d, one by one %d"
                .formatted(rates[0].median(), rates[1].median(), rates[2].median());
        return List.of(
                new Figure(name(), "save", toGroups.median() / (double) SCALE, "x", Target.atLeast(0.8), detail),
                new Figure(
                        name(), "save_vs_single", toSingle.median() / (double) SCALE, "x", Target.atLeast(4), detail));
    }
}
