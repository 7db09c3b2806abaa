package dev.latchkey.cli.internal.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The items that lie in the world, for whoever comes first. An item is back here only when its drop is known to
 * be durable, or its taking known never to count. Thread-safe.
 */
final class World {
    /** So many may lie about before no more are found. */
    private static final int PLENTY = 30;

    private final List<Integer> ground = new ArrayList<>();
    private int newest;

    /** Picks an item up, one that lies there or a new one. */
    synchronized int take(SplittableRandom random) {
        boolean find = ground.isEmpty() || (ground.size() < PLENTY && random.nextInt(4) == 0);
        return find ? ++newest : ground.remove(/* index */ random.nextInt(ground.size()));
    }

    /** An item lies there again. */
    synchronized void put(int item) {
        ground.add(item);
    }

    /** Writes down what lies there, one id per line. */
    synchronized void write(Path file) {
        try {
            Files.write(file, ground.stream().map(String::valueOf).toList());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write what lies in the world file=" + file, failed);
        }
    }
}
