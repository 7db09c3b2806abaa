package dev.latchkey.minestom.example;

import java.util.List;
import java.util.stream.Stream;
import net.minestom.server.entity.Player;

/**
 * What is kept of a player.
 *
 * @param visits how often the player has come to a server
 * @param x where the player was last
 * @param z where the player was last
 * @param items ids of the items in the inventory
 */
public record Save(int visits, double x, double z, List<String> items) {
    /** Copies the list. */
    public Save {
        items = List.copyOf(items);
    }

    /** A new player's. */
    public static Save fresh() {
        return new Save(0, World.SPAWN.x(), World.SPAWN.z(), List.of());
    }

    Save withVisit() {
        return new Save(visits + 1, x, z, items);
    }

    /** Puts the player where it was, with what it had. */
    static void apply(Player player, Save save) {
        player.setRespawnPoint(World.SPAWN.withX(save.x).withZ(save.z));
        save.items.forEach(id -> player.getInventory().addItemStack(Items.of(id)));
    }

    /** Reads off what {@link #apply} puts in. */
    static Save snapshot(Player player, Save save) {
        List<String> carried = Stream.of(player.getInventory().getItemStacks())
                .filter(stack -> !stack.isAir())
                .map(Items::id)
                .toList();
        return new Save(
                save.visits, player.getPosition().x(), player.getPosition().z(), carried);
    }
}
