package dev.latchkey.simulation;

import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.List;

/**
 * What is done to a store beside the players: operators revive and remove dead letters, by what they saw a moment ago and
 * sometimes twice, and what is old is swept. Not thread-safe.
 */
final class Upkeep {
    private static final int AT_ONCE = 20;
    private static final Housekeeping.Swept NOTHING = new Housekeeping.Swept(0, 0, 0, 0, 0);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Scene scene;
    private final Timeline timeline;
    private final Chance chance;
    private final double perMinute;
    private final FlawedStore store;
    private boolean calm;

    Upkeep(Scene scene, Timeline timeline, Chance chance, double perMinute, FlawedStore store) {
        this.scene = scene;
        this.timeline = timeline;
        this.chance = chance;
        this.perMinute = perMinute;
        this.store = store;
    }

    void start() {
        if (perMinute > 0) {
            long mean = (long) (MINUTE / perMinute);
            timeline.in(chance.between(0, 2 * mean), () -> {
                if (!calm) {
                    act();
                    start();
                }
            });
        }
    }

    void calmDown() {
        calm = true;
    }

    private void act() {
        int drawn = chance.below(100);
        List<DeadLetter> dead = dead();
        if (drawn < 30 || dead.isEmpty()) {
            sweep(chance.of(0.5) ? 1_000 : (int) chance.between(1, 5));
            return;
        }
        DeadLetter letter = chance.pick(dead);
        Runnable deed = drawn < 70 ? () -> revive(letter) : () -> discard(letter);
        timeline.in(millis(chance.between(0, 500)), deed);
        if (chance.of(0.3)) {
            timeline.in(millis(chance.between(0, 8_000)), deed);
        }
    }

    private List<DeadLetter> dead() {
        return scene.engine.deadLetters(null, 100) instanceof Outcome.Done<List<DeadLetter>>(List<DeadLetter> found)
                ? found
                : List.of();
    }

    private void revive(DeadLetter dead) {
        ProfileId to = dead.letter().to();
        scene.says("operator", "revives " + dead.letter().id() + " to " + to);
        boolean revived = store.revive(to, dead.letter().id());
        scene.says("operator", "  " + revived);
    }

    private void discard(DeadLetter dead) {
        ProfileId to = dead.letter().to();
        String id = dead.letter().id();
        scene.says("operator", "removes " + id + " to " + to);
        if (store.discard(to, id)) {
            scene.each(oracle -> oracle.discarded(scene, to, id));
            scene.says("operator", "  true");
        }
    }

    /** All have left, and everything that may be forgotten has become old enough for that (S6): it is, and nothing else. */
    void later() {
        scene.ahead = Housekeeping.Retention.LEAST_LETTERS.plusDays(1);
        Housekeeping.Swept swept = sweep(AT_ONCE);
        while (!swept.equals(NOTHING)) {
            swept = sweep(AT_ONCE);
        }
        scene.ahead = Duration.ZERO;
    }

    private Housekeeping.Swept sweep(int most) {
        Housekeeping.Swept swept = store.sweep(most);
        scene.says("operator", "sweeps, " + swept);
        scene.each(oracle -> oracle.swept(scene));
        return swept;
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
