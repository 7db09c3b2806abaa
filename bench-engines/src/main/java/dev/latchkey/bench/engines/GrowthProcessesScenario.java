package dev.latchkey.bench.engines;

import dev.latchkey.bench.Child;
import dev.latchkey.bench.Figure;
import dev.latchkey.bench.Scenario;
import dev.latchkey.bench.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a load and a save cost the first server while more and more others are live on the same store, each in a process of its
 * own with profiles open. The others rest, so that they do not compete for the processor; at the end of each size all work at
 * once, which is stated.
 */
record GrowthProcessesScenario(List<Bulk.Start> stores, List<Integer> sizes) implements Scenario {
    private static final int WARM_UP_SECONDS = 20;
    private static final int OTHERS_WARM_UP_SECONDS = 3;
    private static final int SECONDS = 8;
    private static final int AT_ONCE_SECONDS = 4;
    private static final int BEATS = 5;

    @Override
    public String name() {
        return "growth-processes";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        Growth growth = new Growth(name());
        List<Figure> together = new ArrayList<>();
        for (Bulk.Start start : stores) {
            List<Child> servers = new ArrayList<>();
            try (Bulk bulk = start.at(site)) {
                bulk.fill(2L * GrowthWorker.PROFILES * sizes.get(sizes.size() - 1));
                try {
                    for (int size : sizes) {
                        while (servers.size() < size) {
                            servers.add(
                                    Child.start(GrowthWorker.class, List.of("-Xmx192m"), bulk.url(), servers.size()));
                            String unused = servers.get(servers.size() - 1)
                                    .ask("stroll " + (servers.size() == 1 ? WARM_UP_SECONDS : OTHERS_WARM_UP_SECONDS));
                        }
                        first(site, bulk.name(), servers, growth);
                        together.add(atOnce(site, bulk.name(), servers));
                    }
                } finally {
                    for (Child server : servers) {
                        server.close();
                    }
                }
            }
        }
        List<Figure> figures = new ArrayList<>(
                growth.figures(site, "Cost of an operation by live server processes", "server processes"));
        figures.addAll(together);
        return figures;
    }

    private void first(Site site, String engine, List<Child> servers, Growth growth)
            throws IOException, InterruptedException {
        String[] words = servers.get(0).ask("stroll " + SECONDS).split(" ");
        double load = Double.parseDouble(words[0]);
        double save = Double.parseDouble(words[1]);
        long[] before = calls(servers);
        TimeUnit.MILLISECONDS.sleep(CountedServer.BEAT.multipliedBy(BEATS).toMillis());
        long[] after = calls(servers);
        int size = servers.size();
        double renewals = (after[0] - before[0]) / (double) BEATS / size;
        growth.add(engine, "load", size, load);
        growth.add(engine, "save", size, save);
        growth.renewals(engine, size, renewals, after[1] - before[1]);
        site.say(
                name(),
                "%s %d: load %.0f us, save %.0f us, %.2f renewals per server and beat, %d other calls"
                        .formatted(engine, size, load, save, renewals, after[1] - before[1]));
    }

    private Figure atOnce(Site site, String engine, List<Child> servers) throws IOException {
        servers.forEach(server -> server.send("stroll " + AT_ONCE_SECONDS));
        long sessions = 0;
        for (Child server : servers) {
            sessions += Long.parseLong(server.answer().split(" ")[2]);
        }
        double perSecond = sessions / (double) AT_ONCE_SECONDS;
        site.say(name(), engine + " " + servers.size() + ": " + Math.round(perSecond) + " sessions/s all at once");
        return new Figure(
                name(),
                engine + "_at_once_" + servers.size(),
                perSecond,
                "/s",
                null,
                "load, change, save, close; one caller each");
    }

    private static long[] calls(List<Child> servers) throws IOException {
        long[] sums = new long[2];
        for (Child server : servers) {
            String[] words = server.ask("calls").split(" ");
            sums[0] += Long.parseLong(words[0]);
            sums[1] += Long.parseLong(words[1]);
        }
        return sums;
    }
}
