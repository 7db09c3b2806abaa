package dev.latchkey.minestom;

import java.time.Duration;
import net.minestom.server.MinecraftServer;
import net.minestom.server.entity.Player;
import net.minestom.server.event.Event;
import net.minestom.server.event.EventNode;
import net.minestom.server.event.inventory.InventoryPreClickEvent;
import net.minestom.server.event.item.ItemDropEvent;
import net.minestom.server.event.item.PickupItemEvent;
import net.minestom.server.event.player.AsyncPlayerConfigurationEvent;
import net.minestom.server.event.player.PlayerDisconnectEvent;
import net.minestom.server.event.player.PlayerSpawnEvent;
import net.minestom.server.event.trait.CancellableEvent;
import net.minestom.server.timer.TaskSchedule;

/** Hears what players do. */
final class Listeners<T> {
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final PlayerData<T> data;

    Listeners(PlayerData<T> data) {
        this.data = data;
    }

    /** On the node itself, so that they run before the node's later listeners and its children's. */
    void addTo(EventNode<Event> node) {
        node.addListener(AsyncPlayerConfigurationEvent.class, event -> {
            if (event.isFirstConfig()) {
                data.enter(event.getPlayer());
            }
        });
        node.addListener(PlayerSpawnEvent.class, event -> {
            Seat<T> seat = data.seatOrNull(event.getPlayer());
            if (event.isFirstSpawn() && seat != null) {
                seat.spawned();
            }
        });
        node.addListener(PlayerDisconnectEvent.class, event -> {
            Seat<T> seat = data.seatOrNull(event.getPlayer());
            if (seat != null) {
                seat.quit();
            }
        });
        if (data.settings().guard()) {
            guard(node);
        }
        MinecraftServer.getSchedulerManager()
                .scheduleTask(data::sweep, TaskSchedule.duration(SWEEP), TaskSchedule.duration(SWEEP));
    }

    private void guard(EventNode<Event> node) {
        node.addListener(ItemDropEvent.class, event -> guard(event.getPlayer(), event));
        node.addListener(InventoryPreClickEvent.class, event -> guard(event.getPlayer(), event));
        node.addListener(PickupItemEvent.class, event -> {
            if (event.getLivingEntity() instanceof Player player) {
                guard(player, event);
            }
        });
    }

    private void guard(Player player, CancellableEvent event) {
        if (!data.isActive(player)) {
            event.setCancelled(true);
        }
    }
}
