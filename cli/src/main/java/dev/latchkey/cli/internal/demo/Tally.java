package dev.latchkey.cli.internal.demo;

import dev.latchkey.cli.internal.demo.wire.Report;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one server has done so far. Thread-safe. */
final class Tally {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** A look at the counter of saves. */
    private record Look(long at, long saves) {}

    private final List<Long> handOffMicros = new ArrayList<>();
    private final Deque<Look> looks = new ArrayDeque<>();
    private long loads;
    private long takeovers;
    private long sessions;
    private long saves;
    private long earlier;
    private @Nullable Long suspendedSince;
    private long longestSuspension;

    synchronized void joined(Report.Joined joined) {
        loads++;
        switch (joined.how()) {
            case FREE -> {}
            case HANDED -> handOffMicros.add(joined.micros());
            case TAKEN -> takeovers++;
        }
    }

    synchronized void stats(long open, long saved, long now) {
        sessions = open;
        saves = saved;
        looks.add(new Look(now, saved));
        while (looks.size() > 2 && now - looks.getFirst().at() > WINDOW_NANOS) {
            looks.removeFirst();
        }
    }

    /** A new process counts from nothing. */
    synchronized void restarted(long now) {
        gone(now);
        earlier += saves;
        saves = 0;
    }

    synchronized void gone(long now) {
        suspended(false, now);
        looks.clear();
        sessions = 0;
    }

    /** All sessions are suspended from now on, or no longer. */
    synchronized void suspended(boolean on, long now) {
        if (suspendedSince != null) {
            longestSuspension = Math.max(longestSuspension, now - suspendedSince);
        }
        suspendedSince = on ? now : null;
    }

    /** Longest time for which the sessions were suspended without a gap; what has not ended does not count. */
    synchronized long longestSuspension() {
        return longestSuspension;
    }

    synchronized long sessions() {
        return sessions;
    }

    synchronized long loads() {
        return loads;
    }

    synchronized long takeovers() {
        return takeovers;
    }

    /** All saves, of all processes of this server. */
    synchronized long saves() {
        return earlier + saves;
    }

    synchronized double savesPerSecond() {
        if (looks.size() < 2) {
            return 0;
        }
        Look first = looks.getFirst();
        Look last = looks.getLast();
        return (last.saves() - first.saves()) * 1e9 / (last.at() - first.at());
    }

    synchronized List<Long> handOffs() {
        return List.copyOf(handOffMicros);
    }

    /** The value below which {@code part} of them lie, in milliseconds; 0 for none. */
    static double percentile(List<Long> micros, double part) {
        if (micros.isEmpty()) {
            return 0;
        }
        List<Long> sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        int index = (int) Math.ceil(part * sorted.size()) - 1;
        return sorted.get(Math.max(0, index)) / 1_000.0;
    }
}
