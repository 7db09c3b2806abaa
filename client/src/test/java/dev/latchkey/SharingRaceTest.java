package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that share come and go at the same moment: none is refused and no change is lost. */
@Timeout(60)
final class SharingRaceTest {
    private static final int CALLERS = 4;
    private static final int ROUNDS = 500;

    @Test
    void whoever_asks_for_sharing_is_never_told_that_the_profile_is_open_already() throws Exception {
        try (StorageEngine engine = MemoryEngine.builder().build();
                Latchkey latchkey = Latchkey.with(engine, null, Options.DEFAULT)) {
            ProfileStore<Ada> store = latchkey.profiles("players", Ada.class, Ada::fresh);
            List<CompletableFuture<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                CompletableFuture<Integer> caller = new CompletableFuture<>();
                callers.add(caller);
                Thread.ofPlatform().start(() -> caller.completeAsync(() -> comeAndGo(store), Runnable::run));
            }
            int changes = 0;
            for (CompletableFuture<Integer> caller : callers) {
                changes += caller.get(50, TimeUnit.SECONDS);
            }
            assertThat(store.view("ada").orElseThrow().gold()).isEqualTo(changes);
        }
    }

    /** How many changes were stored. */
    private static int comeAndGo(ProfileStore<Ada> store) {
        int changes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (Profile<Ada> ada = store.load("ada", options -> options.withShared(true))) {
                ada.update(data -> data.withGold(data.gold() + 1));
                changes++;
            }
        }
        return changes;
    }
}
