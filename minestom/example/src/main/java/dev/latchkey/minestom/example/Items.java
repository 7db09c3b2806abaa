package dev.latchkey.minestom.example;

import java.time.Duration;
import net.minestom.server.coordinate.Pos;
import net.minestom.server.entity.ItemEntity;
import net.minestom.server.instance.Instance;
import net.minestom.server.item.ItemStack;
import net.minestom.server.item.Material;
import net.minestom.server.tag.Tag;

/** Items of which each is the only one of its id. */
final class Items {
    private static final Tag<String> ID = Tag.String("id");

    private Items() {}

    static ItemStack of(String id) {
        return ItemStack.of(Material.DIAMOND).withTag(ID, id);
    }

    static String id(ItemStack stack) {
        return stack.getTag(ID);
    }

    /** Puts it on the ground, for whoever comes by after a moment. */
    static void lay(Instance world, Pos place, ItemStack stack) {
        ItemEntity item = new ItemEntity(stack);
        item.setMergeable(false);
        item.setPickupDelay(Duration.ofMillis(500));
        var _ = item.setInstance(world, place);
    }
}
