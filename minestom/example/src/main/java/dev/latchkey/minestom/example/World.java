package dev.latchkey.minestom.example;

import net.minestom.server.MinecraftServer;
import net.minestom.server.coordinate.Pos;
import net.minestom.server.instance.InstanceContainer;
import net.minestom.server.instance.block.Block;

/** A plain with a row of items on it, four blocks apart. */
final class World {
    static final Pos SPAWN = new Pos(0.5, 41, 0.5);

    private World() {}

    static InstanceContainer create() {
        InstanceContainer world = MinecraftServer.getInstanceManager().createInstanceContainer();
        world.setGenerator(unit -> unit.modifier().fillHeight(0, 41, Block.GRASS_BLOCK));
        world.setTime(6_000);
        return world;
    }

    /** Where the nth item lies, from 0. */
    static Pos place(int n) {
        return SPAWN.add(4.0 * (n + 1), 0, 0);
    }
}
