package dev.latchkey.minestom.example;

import dev.latchkey.Latchkey;
import dev.latchkey.minestom.Binding;
import dev.latchkey.minestom.PlayerData;
import java.time.Duration;
import net.minestom.server.MinecraftServer;
import net.minestom.server.coordinate.Pos;
import net.minestom.server.instance.InstanceContainer;

/**
 * One game server: {@code GameServer PORT NAME STORE [ITEM…]}, where each ITEM is the id of an item that lies on the
 * ground, one place further than the last; {@code -} leaves a place empty. Stops on SIGTERM.
 */
public final class GameServer {
    private GameServer() {}

    /** See above. */
    public static void main(String[] args) {
        if (args.length < 3) {
            System.err.println(
                    "usage: GameServer PORT NAME STORE [ITEM...], for example 25565 lobby sqlite:players.db");
            System.exit(2);
        }
        MinecraftServer server = MinecraftServer.init();
        InstanceContainer world = World.create();
        for (int i = 3; i < args.length; i++) {
            if (!args[i].equals("-")) {
                layOut(world, World.place(i - 3), args[i]);
            }
        }

        Latchkey latchkey =
                Latchkey.open(args[2], options -> options.withName(args[1]).withLease(Duration.ofSeconds(5)));
        PlayerData<Save> data = PlayerData.attach(
                latchkey.profiles("players", Save.class, Save::fresh),
                MinecraftServer.getGlobalEventHandler(),
                Binding.of(Save::apply, Save::snapshot));
        new Game(data, world).begin();
        MinecraftServer.getSchedulerManager().buildShutdownTask(latchkey::close);

        server.start("127.0.0.1", Integer.parseInt(args[0]));
        System.out.println("ready " + args[1]);
    }

    private static void layOut(InstanceContainer world, Pos place, String item) {
        world.loadChunk(place).join();
        Items.lay(world, place, Items.of(item));
    }
}
