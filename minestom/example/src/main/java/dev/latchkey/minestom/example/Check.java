package dev.latchkey.minestom.example;

import dev.latchkey.Latchkey;
import dev.latchkey.ProfileStore;
import java.util.List;

/** Prints what the store has of players: {@code Check STORE UUID…}. */
public final class Check {
    private Check() {}

    /** One line per player: UUID, visits, x, z, and the ids of the items. */
    public static void main(String[] args) {
        try (Latchkey latchkey = Latchkey.open(args[0], options -> options.withName("check"))) {
            ProfileStore<Save> players = latchkey.profiles("players", Save.class, Save::fresh);
            for (String player : List.of(args).subList(1, args.length)) {
                Save save = players.view(player).orElseGet(Save::fresh);
                System.out.println("player " + player + " " + save.visits() + " " + save.x() + " " + save.z() + " "
                        + String.join(" ", save.items()));
            }
        }
    }
}
