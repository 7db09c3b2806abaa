package dev.latchkey.bench.engines;

import dev.latchkey.Latchkey;
import dev.latchkey.bench.Figure;
import dev.latchkey.bench.PlayerData;
import dev.latchkey.bench.Scenario;
import dev.latchkey.bench.Site;
import java.time.Duration;
import java.util.List;

/** What a load and a save cost while more and more profiles are stored; each draws one of all at random. */
record GrowthStoredScenario(List<Bulk.Start> stores, List<Integer> sizes) implements Scenario {
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(8);

    @Override
    public String name() {
        return "growth-stored";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        Growth growth = new Growth(name());
        for (Bulk.Start start : stores) {
            try (Bulk bulk = start.at(site);
                    Latchkey latchkey = Latchkey.open(bulk.url())) {
                Stroll stroll = new Stroll(latchkey.profiles(Bulk.STORE, PlayerData.class, PlayerData::fresh));
                bulk.fill(sizes.get(0));
                site.say(name(), bulk.name() + ": warm-up");
                stroll.run(0, sizes.get(0), WARM_UP);
                for (int size : sizes) {
                    bulk.fill(size);
                    stroll.run(0, size, SETTLE);
                    Stroll.Times times = stroll.run(0, size, MEASURED);
                    site.say(name(), bulk.name() + " " + size + ": load " + times.loads() + ", save " + times.saves());
                    growth.add(bulk.name(), "load", size, times.load());
                    growth.add(bulk.name(), "save", size, times.save());
                }
            }
        }
        return growth.figures(site, "Cost of an operation by stored profiles", "stored profiles");
    }
}
