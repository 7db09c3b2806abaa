package dev.latchkey.cli.internal.demo;

import dev.latchkey.cli.internal.demo.wire.Report;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One player, played by a script: joins, plays, hops, rejoins, quits; gives up on servers that do not answer. */
final class Adventurer {
    private static final long ANSWER_MILLIS = 5_000;
    private static final int MOST_DEEDS = 8;
    private static final int MOST_REFUSALS = 2;

    private final String key;
    private final List<Backend> servers;
    private final Purse purse;
    private final SplittableRandom random;
    private final Duration patience;
    private volatile boolean home;
    private volatile long longestWait;
    private @Nullable Long outsideSince;

    /**
     * @param patience how long a join may take before the player tries elsewhere
     */
    Adventurer(String key, List<Backend> servers, Purse purse, SplittableRandom random, Duration patience) {
        this.key = key;
        this.servers = servers;
        this.purse = purse;
        this.random = random;
        this.patience = patience;
    }

    /** It is time to go home. */
    void callHome() {
        home = true;
    }

    /** Nanoseconds for which the player stood before the door at most, over all tries. */
    long longestWait() {
        return longestWait;
    }

    private void outside() {
        if (outsideSince == null) {
            outsideSince = System.nanoTime();
        }
    }

    private void inside() {
        if (outsideSince != null) {
            longestWait = Math.max(longestWait, System.nanoTime() - outsideSince);
            outsideSince = null;
        }
    }

    /** Plays until called home, then leaves in good order. */
    void play() throws InterruptedException {
        Visit here = null;
        pause(0, 1_000);
        while (!home) {
            if (here == null) {
                here = arrive(pick(null));
            } else if (!wander(here)) {
                here = leaveBroken(here);
            } else {
                here = goOn(here);
            }
            if (here == null) {
                pause(100, 400);
            }
        }
        goHome(here);
        inside(); // Who never came in again has waited until now.
    }

    /** Some deeds; false where the server or the session is gone. */
    private boolean wander(Visit here) throws InterruptedException {
        int deeds = 1 + random.nextInt(MOST_DEEDS);
        int refusals = 0;
        for (int i = 0; i < deeds && !home; i++) {
            Boolean counts = await(here.act(purse.choose(random)), ANSWER_MILLIS);
            refusals += Boolean.FALSE.equals(counts) ? 1 : 0;
            if (counts == null || here.end.isDone() || refusals > MOST_REFUSALS) {
                return false;
            }
            if (random.nextInt(3) == 0) {
                here.backend.save(here);
            }
            pause(30, 250);
        }
        return true;
    }

    private @Nullable Visit goOn(Visit here) throws InterruptedException {
        int die = random.nextInt(10);
        if (home || die < 3) {
            return here;
        }
        if (die < 8) {
            return hop(here, pick(here.backend));
        }
        here.backend.quit(here);
        if (die == 8) {
            return arrive(here.backend.isOpen() ? here.backend : pick(null)); // At once: nobody waits for the quit.
        }
        boolean unused = isTrue(here.end, ANSWER_MILLIS);
        pause(200, 1_500);
        return null;
    }

    /** In proxy order: the new server loads before the old one has seen the player leave. */
    private @Nullable Visit hop(Visit here, @Nullable Backend to) throws InterruptedException {
        if (to == null) {
            return here;
        }
        Visit there = to.join(key, purse);
        if (random.nextBoolean()) {
            CompletableFuture<Boolean> unused = here.act(purse.choose(random)); // Until the screen goes dark.
        }
        pause(0, 60);
        here.backend.quit(here);
        return settle(there);
    }

    private @Nullable Visit leaveBroken(Visit here) {
        here.backend.quit(here);
        return null;
    }

    private @Nullable Visit arrive(@Nullable Backend at) throws InterruptedException {
        outside();
        return at == null ? null : settle(at.join(key, purse));
    }

    /** Waits for the data; null where it does not come. */
    private @Nullable Visit settle(Visit there) throws InterruptedException {
        outside();
        long deadline = System.nanoTime() + patience.toNanos();
        Report answer = null;
        while (answer == null && System.nanoTime() < deadline && there.backend.isAnswering()) {
            answer = await(there.arrival, 200);
        }
        if (answer instanceof Report.Joined joined) {
            inside();
            purse.loaded(there.session, joined.data());
            return there;
        }
        there.backend.quit(there);
        return null;
    }

    /** Leaves; where nobody says that all is safe, looks once more at what the store holds. */
    private void goHome(@Nullable Visit last) throws InterruptedException {
        boolean safe = last == null ? !purse.isUnsettled() : leave(last);
        for (int i = 0; i < 3 && !safe; i++) {
            Visit again = arrive(pick(null));
            safe = again != null && leave(again);
        }
    }

    private boolean leave(Visit visit) throws InterruptedException {
        visit.backend.quit(visit);
        return isTrue(visit.end, ANSWER_MILLIS);
    }

    private @Nullable Backend pick(@Nullable Backend other) {
        List<Backend> open =
                servers.stream().filter(one -> one.isOpen() && one != other).toList();
        return open.isEmpty() ? null : open.get(random.nextInt(open.size()));
    }

    private void pause(int from, int to) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(from, to));
    }

    private static boolean isTrue(CompletableFuture<Boolean> future, long millis) throws InterruptedException {
        return Boolean.TRUE.equals(await(future, millis));
    }

    private static <R> @Nullable R await(CompletableFuture<R> future, long millis) throws InterruptedException {
        try {
            return future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException none) {
            return null;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("nothing here fails", impossible);
        }
    }
}
