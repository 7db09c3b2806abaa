package dev.latchkey.bench.engines;

import dev.latchkey.bench.Figure;
import dev.latchkey.bench.Scenario;
import dev.latchkey.bench.Site;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a load and a save cost on a server that has more and more profiles open, and how often it renews its lease meanwhile:
 * once for all of them, and nothing else while they rest (L1).
 */
record GrowthOpenScenario(List<Bulk.Start> stores, List<Integer> sizes) implements Scenario {
    private static final int STROLLED = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final int BEATS = 5;

    @Override
    public String name() {
        return "growth-open";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        Growth growth = new Growth(name());
        for (Bulk.Start start : stores) {
            try (Bulk bulk = start.at(site)) {
                bulk.fill(STROLLED + sizes.get(sizes.size() - 1));
                try (CountedServer server = new CountedServer(bulk.url(), "open")) {
                    site.say(name(), bulk.name() + ": warm-up");
                    server.stroll().run(0, STROLLED, WARM_UP);
                    int open = 0;
                    for (int size : sizes) {
                        server.open(STROLLED + open, STROLLED + size);
                        open = size;
                        measure(site, bulk.name(), server, size, growth);
                    }
                }
            }
        }
        return growth.figures(site, "Cost of an operation by open profiles", "open profiles of one server");
    }

    private void measure(Site site, String engine, CountedServer server, int size, Growth growth)
            throws InterruptedException {
        Stroll.Times times = server.stroll().run(0, STROLLED, MEASURED);
        growth.add(engine, "load", size, times.load());
        growth.add(engine, "save", size, times.save());
        long renewals = server.engine().renewals();
        long others = server.engine().others();
        TimeUnit.MILLISECONDS.sleep(CountedServer.BEAT.multipliedBy(BEATS).toMillis());
        renewals = server.engine().renewals() - renewals;
        others = server.engine().others() - others;
        site.say(
                name(),
                engine + " " + size + ": load " + times.loads() + ", save " + times.saves() + ", " + renewals
                        + " renewals in " + BEATS + " beats, " + others + " other calls");
        growth.renewals(engine, size, renewals / (double) BEATS, others);
    }
}
