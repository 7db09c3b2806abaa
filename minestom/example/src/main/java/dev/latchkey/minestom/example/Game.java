package dev.latchkey.minestom.example;

import dev.latchkey.minestom.PlayerData;
import java.util.concurrent.CompletableFuture;
import net.minestom.server.MinecraftServer;
import net.minestom.server.entity.Player;
import net.minestom.server.event.GlobalEventHandler;
import net.minestom.server.event.item.ItemDropEvent;
import net.minestom.server.event.item.PickupItemEvent;
import net.minestom.server.event.player.AsyncPlayerConfigurationEvent;
import net.minestom.server.event.player.PlayerChatEvent;
import net.minestom.server.event.player.PlayerSpawnEvent;
import net.minestom.server.instance.Instance;

/** The rules of the game. What is durable is said in the chat. */
final class Game {
    private final PlayerData<Save> data;
    private final Instance world;

    Game(PlayerData<Save> data, Instance world) {
        this.data = data;
        this.world = world;
    }

    void begin() {
        GlobalEventHandler events = MinecraftServer.getGlobalEventHandler();
        events.addListener(AsyncPlayerConfigurationEvent.class, event -> {
            event.setSpawningInstance(world);
        });
        events.addListener(PlayerSpawnEvent.class, event -> visit(event.getPlayer()));
        events.addListener(PickupItemEvent.class, this::pickUp);
        events.addListener(ItemDropEvent.class, this::drop);
        events.addListener(PlayerChatEvent.class, this::command);
    }

    private void visit(Player player) {
        Save save = data.profile(player).update(Save::withVisit);
        tell(player, data.save(player), "visit " + save.visits());
    }

    private void pickUp(PickupItemEvent event) {
        if (event.isCancelled() || !(event.getLivingEntity() instanceof Player player)) {
            return;
        }
        if (player.getInventory().addItemStack(event.getItemStack())) {
            tell(player, data.save(player), "have " + Items.id(event.getItemStack()));
        } else {
            event.setCancelled(true);
        }
    }

    private void drop(ItemDropEvent event) {
        if (!event.isCancelled()) {
            Items.lay(world, event.getPlayer().getPosition(), event.getItemStack());
        }
    }

    /** Chat: {@code go NAME PORT} to the server of this name, {@code where} asks where the player is. */
    private void command(PlayerChatEvent event) {
        String[] words = event.getRawMessage().split(" ", -1);
        Player player = event.getPlayer();
        if (words[0].equals("where")) {
            event.setCancelled(true);
            player.sendMessage("at " + player.getPosition().x() + " "
                    + player.getPosition().z());
        }
        if (words.length == 3 && words[0].equals("go")) {
            event.setCancelled(true);
            var _ = data.transfer(player, words[1], "127.0.0.1", Integer.parseInt(words[2]))
                    .whenComplete((gone, failure) -> {
                        if (failure != null) {
                            player.sendMessage("stay " + failure);
                        }
                    });
        }
    }

    private static void tell(Player player, CompletableFuture<Void> durable, String text) {
        var _ = durable.whenComplete(
                (saved, failure) -> player.sendMessage(failure == null ? text : "failed " + failure));
    }
}
