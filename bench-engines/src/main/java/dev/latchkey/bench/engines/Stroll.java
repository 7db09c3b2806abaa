package dev.latchkey.bench.engines;

import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bench.PlayerData;
import dev.latchkey.bench.Samples;
import java.time.Duration;
import java.util.SplittableRandom;

/** One caller loads, saves and closes profiles drawn from many, one after the other. Of one thread. */
final class Stroll {
    private final ProfileStore<PlayerData> players;
    private final SplittableRandom random = new SplittableRandom(7);

    /** Times in nanoseconds. */
    record Times(Samples loads, Samples saves) {
        double load() {
            return loads.median() / 1e3;
        }

        double save() {
            return saves.median() / 1e3;
        }
    }

    Stroll(ProfileStore<PlayerData> players) {
        this.players = players;
    }

    /** Among {@code p<from>} to {@code p<to - 1>}. */
    Times run(long from, long to, Duration duration) {
        Times times = new Times(new Samples(), new Samples());
        long until = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < until) {
            String key = "p" + random.nextLong(from, to);
            long begun = System.nanoTime();
            Profile<PlayerData> profile = players.load(key);
            times.loads().add(System.nanoTime() - begun);
            profile.update(data -> data.withGold(data.gold() + 1));
            long changed = System.nanoTime();
            profile.save().join();
            times.saves().add(System.nanoTime() - changed);
            profile.close();
        }
        return times;
    }
}
