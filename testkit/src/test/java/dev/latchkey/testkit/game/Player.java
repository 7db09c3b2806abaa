package dev.latchkey.testkit.game;

import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;

/** What the games keep of a player. */
record Player(long gold, List<String> items) {
    Player {
        items = List.copyOf(items);
    }

    static Player fresh() {
        return new Player(0, List.of());
    }

    Player withGold(long amount) {
        return new Player(amount, items);
    }

    Player withItem(String item) {
        List<String> more = new ArrayList<>(items);
        more.add(item);
        return new Player(gold, more);
    }

    static ProfileStore<Player> on(TestServer server) {
        return server.latchkey().profiles("players", Player.class, Player::fresh);
    }

    static void earn(Profile<Player> profile, long amount) {
        profile.update(player -> player.withGold(player.gold() + amount));
    }
}
