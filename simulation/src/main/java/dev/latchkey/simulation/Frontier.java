package dev.latchkey.simulation;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * States that were reached and not gone on from. Taken newest first there are as many as one path has branches, few
 * enough to keep the world of each. Thread-safe.
 */
final class Frontier {
    /** One step of a path, and what came before it. */
    record Step(@Nullable Step before, Choice choice, int depth) {}

    /**
     * A state to go on from.
     *
     * @param path null for the beginning
     * @param world the world in this state; null if the path is to be gone again
     */
    record Place(@Nullable Step path, @Nullable SmallWorld world) {}

    private final ArrayDeque<Place> places = new ArrayDeque<>();
    private final boolean oldestFirst;
    private int busy;
    private boolean closed;

    Frontier(boolean oldestFirst) {
        this.oldestFirst = oldestFirst;
    }

    synchronized void add(Place place) {
        places.addLast(oldestFirst ? new Place(place.path(), null) : place);
        notify();
    }

    /** Waits for one; null when there will be none. Each that is taken is to be {@link #done}. */
    synchronized @Nullable Place take() throws InterruptedException {
        while (places.isEmpty() && busy > 0 && !closed) {
            wait();
        }
        if (closed || places.isEmpty()) {
            return null;
        }
        busy++;
        return oldestFirst ? places.pollFirst() : places.pollLast();
    }

    synchronized void done() {
        busy--;
        if (busy == 0 && places.isEmpty()) {
            notifyAll();
        }
    }

    /** Nothing more is given out. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
