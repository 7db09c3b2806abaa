package dev.latchkey.bench;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of several processes that save into the same file: {@code ours|busy SECONDS FILE-FOR-SAMPLES}. */
final class SavingWorker {
    private static final int CALLERS = 16;

    private SavingWorker() {}

    /** Arguments: the library's file, the hand-written program's file. */
    public static void main(String[] args) throws Exception {
        try (Latchkey latchkey = Latchkey.open("sqlite:" + args[0]);
                HandWrittenWriter busy =
                        HandWrittenWriter.grouping(Path.of(args[1]), HandWrittenWriter.Turns.BUSY_TIMEOUT)) {
            List<Runnable> ours = savers(latchkey.profiles(Stock.STORE, PlayerData.class, PlayerData::fresh), CALLERS);
            List<Runnable> byHand =
                    HandWrittenCallers.savers(busy, CALLERS, Payloads.player().bytes());
            Child.serve(words -> {
                List<Runnable> callers = words.get(0).equals("ours") ? ours : byHand;
                Crowd.Done done = Crowd.run(callers, Duration.ofSeconds(Long.parseLong(words.get(1))));
                done.times().write(Path.of(words.get(2)));
                return "done";
            });
        }
    }

    /** Each has one session and saves it once per run. */
    static List<Runnable> savers(ProfileStore<PlayerData> players, int callers) {
        List<Runnable> savers = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Profile<PlayerData> profile = players.load(Stock.id().toString());
            savers.add(() -> {
                profile.update(data -> data.withGold(data.gold() + 1));
                profile.save().join();
            });
        }
        return savers;
    }
}
