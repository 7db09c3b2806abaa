package dev.latchkey.bench;

import dev.latchkey.bench.Figure.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** 100,000 open profiles in one JVM: heap, renewals, CPU while idle; and 10,000 loads at once. */
final class SessionsScenario implements Scenario {
    private static final int PROFILES = 100_000;
    private static final int AT_ONCE = 10_000;
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 3;
    private static final int IDLE_SECONDS = 20;
    private static final int PAYLOAD = 512;
    /** A byte array with its header, which is what the value of such a profile takes by itself. */
    private static final int VALUE = PAYLOAD + 16;

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        Path file = site.file("sessions.db");
        site.say(name(), "filling " + PROFILES + " profiles of " + PAYLOAD + " bytes");
        Stock.fill(file, PROFILES, Payloads.plain(PAYLOAD));
        try (Child child = Child.start(SessionsWorker.class, List.of("-Xmx1g"), file)) {
            Samples atOnce = new Samples();
            for (int i = 0; i < ROUNDS; i++) {
                long nanos = ask(child, "open 0 " + AT_ONCE);
                ask(child, "close 0 " + AT_ONCE);
                site.say(name(), AT_ONCE + " loads at once: " + nanos / 1_000_000 + " ms");
                if (i >= WARM_UP) {
                    atOnce.add(nanos);
                }
            }
            long before = ask(child, "heap");
            for (int from = 0; from < PROFILES; from += AT_ONCE) {
                ask(child, "open " + from + " " + (from + AT_ONCE));
            }
            long each = (ask(child, "heap") - before) / PROFILES - VALUE;
            site.say(name(), "heap per session: " + each + " B beyond a payload of " + PAYLOAD + " B");
            return List.of(
                    new Figure(
                            name(),
                            "heap_per_session",
                            each,
                            "B",
                            Target.atMost(700),
                            "beyond one payload of " + PAYLOAD + " bytes, with the profile that the game holds"),
                    new Figure(name(), "loads_at_once", atOnce.median() / 1e6, " ms", Target.atMost(500), "" + atOnce),
                    renewals(site, child),
                    cpu(site, child));
        }
    }

    private Figure renewals(Site site, Child child) throws IOException, InterruptedException {
        long before = ask(child, "renewals");
        site.say(name(), "idle for " + IDLE_SECONDS + " s");
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        long renewals = ask(child, "renewals") - before;
        return new Figure(
                name(),
                "renewals",
                renewals * 5.0 / IDLE_SECONDS,
                " per 5 s",
                Target.atMost(1.25),
                renewals + " in " + IDLE_SECONDS + " s");
    }

    private Figure cpu(Site site, Child child) throws IOException, InterruptedException {
        long before = ask(child, "cpu");
        TimeUnit.SECONDS.sleep(IDLE_SECONDS / 2);
        double percent = (ask(child, "cpu") - before) / (IDLE_SECONDS / 2 * 1e9) * 100;
        site.say(name(), "CPU while idle: %.2f %% of one core".formatted(percent));
        return new Figure(name(), "cpu_idle", percent, " %", null, "of one core");
    }

    private static long ask(Child child, String command) throws IOException {
        return Long.parseLong(child.ask(command));
    }
}
