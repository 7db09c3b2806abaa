package dev.latchkey.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server's start with 10,000 loads, its shutdown with 10,000 changed sessions, and the takeover of 10,000 after a kill. */
final class MassScenario implements Scenario {
    private static final int PROFILES = 10_000;
    private static final int PAYLOAD = 512;
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 2;
    private static final int LEASE_SECONDS = 3;

    @Override
    public String name() {
        return "mass";
    }

    /** Times in nanoseconds, and how often the store was called. */
    private static final class Series {
        final Samples nanos = new Samples();
        long calls;

        void add(String answer) {
            String[] words = answer.split(" ");
            nanos.add(Long.parseLong(words[0]));
            calls = Long.parseLong(words[1]);
        }
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        Path file = site.file("mass.db");
        site.say(name(), "filling " + PROFILES + " profiles of " + PAYLOAD + " bytes");
        Stock.fill(file, PROFILES, Payloads.plain(PAYLOAD));
        Series loads = new Series();
        Series releases = new Series();
        Series takeovers = new Series();
        for (int i = 0; i < ROUNDS; i++) {
            startAndStop(site, file, i < WARM_UP ? new Series() : loads, i < WARM_UP ? new Series() : releases);
        }
        for (int i = 0; i < ROUNDS - WARM_UP; i++) {
            takeOver(site, file, takeovers);
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("mass_loads", loads));
        figures.add(figure("mass_releases", releases));
        figures.add(figure("mass_takeovers", takeovers));
        return figures;
    }

    private Figure figure(String what, Series series) {
        return new Figure(
                name(),
                what,
                series.nanos.median() / 1e6,
                " ms",
                null,
                "in a new process, " + PROFILES + " in " + series.calls + " calls of the store; " + series.nanos);
    }

    private void startAndStop(Site site, Path file, Series loads, Series releases)
            throws IOException, InterruptedException {
        try (Child child = start(file)) {
            loads.add(said(site, "loads", child.ask("load " + PROFILES)));
            String unused = child.ask("change");
            releases.add(said(site, "releases", child.ask("stop")));
        }
    }

    private void takeOver(Site site, Path file, Series takeovers) throws IOException, InterruptedException {
        try (Child first = start(file)) {
            String unused = first.ask("load " + PROFILES);
            first.kill();
        }
        TimeUnit.SECONDS.sleep(LEASE_SECONDS + 1);
        try (Child second = start(file)) {
            // A server buries others when its own lease has gone on for a while (L2).
            TimeUnit.SECONDS.sleep(LEASE_SECONDS);
            takeovers.add(said(site, "takeovers", second.ask("load " + PROFILES)));
            String unused = second.ask("stop");
        }
    }

    private String said(Site site, String what, String answer) {
        String[] words = answer.split(" ");
        site.say(
                name(),
                PROFILES + " " + what + ": " + Long.parseLong(words[0]) / 1_000_000 + " ms, " + words[1] + " calls");
        return answer;
    }

    private static Child start(Path file) throws IOException {
        return Child.start(MassWorker.class, List.of("-Xmx1g"), file, LEASE_SECONDS);
    }
}
