package dev.latchkey.minestom.example;

import java.util.List;
import java.util.stream.Stream;
import net.minestom.server.entity.Player;

/**
 * What is kept of a player.
 *
 * @param visits how often the player has come to a server
 * @param items ids of the items in the inventory
 */
public record Save(int visits, List<String> items) {
    /** Copies the list. */
    public Save {
        items = List.copyOf(items);
    }

    /** A new player's. */
    public static Save fresh() {
        return new Save(0, List.of());
    }

    Save withVisit() {
        return new Save(visits + 1, items);
    }

    /** Fills the inventory. */
    static void apply(Player player, Save save) {
        save.items.forEach(id -> player.getInventory().addItemStack(Items.of(id)));
    }

    /** Reads the inventory off. */
    static Save snapshot(Player player, Save save) {
        List<String> carried = Stream.of(player.getInventory().getItemStacks())
                .filter(stack -> !stack.isAir())
                .map(Items::id)
                .toList();
        return new Save(save.visits(), carried);
    }
}
