package dev.latchkey.cli.internal.command;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A game server on a store, whose players have gold and unique items. */
final class Game implements AutoCloseable {
    /** An item. */
    record Item(String id, String kind) {}

    /** What the game keeps of a player. */
    record Player(long gold, List<Item> items) {
        Player {
            items = List.copyOf(items);
        }
    }

    /** A letter. */
    record Gift(long gold) {}

    final Latchkey latchkey;
    final ProfileStore<Player> players;

    private Game(Path file, String name, boolean withItems, boolean talks) {
        latchkey = Latchkey.open(
                "sqlite:" + file,
                options ->
                        talks ? options.withName(name) : options.withName(name).withBus("none"));
        players = latchkey.profiles(
                "players",
                Player.class,
                () -> player(0),
                options -> withItems
                        ? options.withItems(
                                player -> player.items().stream().map(Item::id).toList())
                        : options);
    }

    static Game open(Path file) {
        return new Game(file, "lobby-1", true, false);
    }

    /** One that declares no items yet. */
    static Game old(Path file) {
        return new Game(file, "lobby-0", false, false);
    }

    /** One that is heard on the bus. */
    static Game talking(Path file) {
        return new Game(file, "lobby-2", true, true);
    }

    static Player player(long gold, String... items) {
        List<Item> all = new ArrayList<>();
        for (String id : items) {
            all.add(new Item(id, "thing"));
        }
        return new Player(gold, all);
    }

    /** A session that leaves this. */
    void visit(String key, long gold, String... items) {
        Profile<Player> profile = players.load(key);
        profile.update(before -> player(gold, items));
        profile.close();
    }

    Player stored(String key) {
        return players.view(key).orElseThrow();
    }

    @Override
    public void close() {
        latchkey.close();
    }
}
