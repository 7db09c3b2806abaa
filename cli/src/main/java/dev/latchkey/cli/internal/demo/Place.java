package dev.latchkey.cli.internal.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where a demonstration's players are kept. Immutable.
 *
 * @param stores one URL for each server, by which it reaches the store; the last one is for the rest, too
 * @param buses likewise; none for what the stores name
 * @param minutesApart how many minutes each server's wall clock is ahead of the one before it
 * @param checked the URL by which the check at the end reaches the store
 */
public record Place(List<String> stores, List<String> buses, int minutesApart, String checked) {
    /** Copies the lists. */
    public Place {
        stores = List.copyOf(stores);
        buses = List.copyOf(buses);
        if (stores.isEmpty()) {
            throw new IllegalArgumentException("a demonstration needs a store");
        }
    }

    /** One file in a folder. */
    public static Place file(Path folder) {
        String url = "sqlite:" + folder.resolve("players.db");
        return new Place(List.of(url), List.of(), 0, url);
    }

    /** Of a server, counted from 0. */
    Launch launch(int server, Path folder, Duration lease) {
        String bus = buses.isEmpty() ? null : buses.get(Math.min(server, buses.size() - 1));
        return new Launch(folder, lease, stores.get(Math.min(server, stores.size() - 1)), bus, server * minutesApart);
    }
}
