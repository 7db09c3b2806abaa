package dev.latchkey.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States that were reached and not gone on from. Those for which the least was used come first, all of them before
 * any other; among them the newest, of which there are as many as one path has branches, few enough to keep the world
 * of each. Thread-safe.
 */
final class Frontier {
    /** One step of a path, and what came before it. */
    record Step(@Nullable Step before, Choice choice, int depth) {}

    /**
     * A state to go on from.
     *
     * @param path null for the beginning
     * @param print its fingerprint
     * @param used its {@link Budget}
     * @param world the world in this state; null if the path is to be gone again
     */
    record Place(
            @Nullable Step path,
            long print,
            long used,
            @Nullable SmallWorld world) {
        Place withoutWorld() {
            return new Place(path, print, used, null);
        }
    }

    private final List<ArrayDeque<Place>> levels = new ArrayList<>();
    private final boolean oldestFirst;
    private int lowest;
    private int busy;
    private boolean closed;

    /**
     * @param oldestFirst the nearest to the beginning come first, however much was used
     */
    Frontier(boolean oldestFirst) {
        this.oldestFirst = oldestFirst;
    }

    /**
     * @param sum how much was used, no less than where it was reached from
     */
    synchronized void add(Place place, int sum) {
        int level = oldestFirst ? 0 : sum;
        while (levels.size() <= level) {
            levels.add(new ArrayDeque<>());
        }
        // Whoever works on this level goes on from it at once; later levels wait for long.
        levels.get(level).addLast(oldestFirst || level > lowest ? place.withoutWorld() : place);
        notify();
    }

    /** Waits for one; null when there will be none. Each that is taken is to be {@link #done}. */
    synchronized @Nullable Place take() throws InterruptedException {
        while (!closed) {
            ArrayDeque<Place> level = lowest < levels.size() ? levels.get(lowest) : null;
            if (level != null && !level.isEmpty()) {
                busy++;
                return oldestFirst ? level.pollFirst() : level.pollLast();
            }
            if (busy > 0) {
                wait();
            } else if (lowest < levels.size()) {
                levels.get(lowest++).clear();
            } else {
                return null;
            }
        }
        return null;
    }

    synchronized void done() {
        busy--;
        if (busy == 0) {
            notifyAll();
        }
    }

    /** Nothing more is given out. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
