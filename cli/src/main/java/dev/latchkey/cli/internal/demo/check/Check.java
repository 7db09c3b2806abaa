package dev.latchkey.cli.internal.demo.check;

import dev.latchkey.cli.internal.demo.wire.Deed;
import dev.latchkey.cli.internal.demo.wire.Gift;
import dev.latchkey.cli.internal.demo.wire.PlayerData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares what the players were told with what the store holds at the end. Knows nothing but the players' logs,
 * what lies in the world, and the store.
 *
 * <p><b>Lost</b> is each deed that a player was told to be durable, by a save, by a close or by a later load, and
 * that is not in its very place of the stored lineage; each item and all gold that the stored lineage makes and the
 * stored data lacks. <b>Duplicated</b> is each item that is in two profiles, twice in one, or in one and in the
 * world; each deed that is stored twice, that was never asked for, or that was told never to count (since somebody
 * may have acted on that); each item and all gold beyond what the stored lineage makes. A gift from player to player
 * counts for both: see {@link Gifts}.
 */
public final class Check {
    /** Folder of the players' logs. */
    public static final String LOGS = "players";

    /** How a player's log ends; before it stands the key. */
    public static final String LOG = ".log";

    /** File of the items in the world. */
    public static final String WORLD = "world.txt";

    private final List<String> lost = new ArrayList<>();
    private final List<String> duplicated = new ArrayList<>();
    private final Map<Integer, String> whereItemsAre = new HashMap<>();
    private final Gifts gifts;
    private long acknowledged;
    private long stored;
    private long goldMade;
    private long goldThere;
    private boolean unique = true;

    private Check(Gifts gifts) {
        this.gifts = gifts;
    }

    /**
     * Checks a demonstration's folder.
     *
     * @param store the URL
     * @throws IOException if a log or the store cannot be read
     */
    public static Verdict run(Path folder, String store) throws IOException {
        Map<String, Told> told = new TreeMap<>();
        try (Stream<Path> logs = Files.list(folder.resolve(LOGS))) {
            for (Path log : logs.toList()) {
                String name = log.getFileName().toString();
                told.put(name.substring(0, name.length() - LOG.length()), Told.read(log));
            }
        }
        List<Integer> world = Files.readAllLines(folder.resolve(WORLD)).stream()
                .map(Integer::valueOf)
                .toList();
        return compare(told, StoredPlayers.read(store), world);
    }

    static Verdict compare(Map<String, Told> told, Stored store, List<Integer> world) {
        Check check = new Check(Gifts.of(told, store));
        world.forEach(item -> check.isHere(item, "the world"));
        store.letters().forEach(letter -> {
            check.goldThere += letter.gift().gold();
            if (letter.gift().item() > 0) {
                check.isHere(letter.gift().item(), "a letter to " + letter.to());
            }
        });
        told.forEach((key, player) -> check.player(key, player, store.of(key)));
        for (String key : store.players().keySet()) {
            if (!told.containsKey(key)) {
                check.duplicated.add(key + ": stored, though no such player ever came");
            }
        }
        return check.verdict();
    }

    private Verdict verdict() {
        lost.addAll(gifts.lost());
        duplicated.addAll(gifts.duplicated());
        return new Verdict(
                acknowledged, stored, lost, duplicated, gifts.trades(), gifts.mails(), goldThere == goldMade, unique);
    }

    private void player(String key, Told told, PlayerData data) {
        acknowledged += told.places().size();
        stored += data.done().size();
        told.contradictions().forEach(what -> lost.add(key + ": " + what));
        told.places().forEach((place, number) -> {
            if (place >= data.done().size() || !data.done().get(place).equals(number)) {
                lost.add(key + ": told that deed " + number + " is durable as number " + (place + 1)
                        + " of the lineage, which is not so");
            }
        });
        lineage(key, told, data.done());
        data.items().forEach(item -> isHere(item, key));
        goods(key, told, data);
    }

    private void lineage(String key, Told told, List<Integer> done) {
        Set<Integer> seen = new HashSet<>();
        for (int number : done) {
            if (!seen.add(number)) {
                duplicated.add(key + ": deed " + number + " is stored twice");
            }
            if (!told.asked().containsKey(number)) {
                duplicated.add(key + ": deed " + number + " is stored, but was never asked for");
            }
            if (told.never().contains(number)) {
                duplicated.add(key + ": deed " + number + " is stored, but was told never to count");
            }
        }
    }

    private void isHere(int item, String where) {
        String before = whereItemsAre.put(item, where);
        if (before != null) {
            unique = false;
            duplicated.add("item " + item + " is in " + before + " and in " + where);
        }
    }

    /** What the stored lineage makes, with what others gave, must be what is stored. */
    private void goods(String key, Told told, PlayerData data) {
        long gold = 0;
        Map<Integer, Integer> items = new TreeMap<>();
        for (int number : data.done()) {
            Deed deed = told.asked().get(number);
            if (deed != null) {
                switch (deed.kind()) {
                    case EARN -> gold += made(deed.arg());
                    case SPEND -> gold += made(-deed.arg());
                    case PAY, MAIL -> gold -= deed.arg();
                    case TAKE -> items.merge(deed.arg(), 1, Integer::sum);
                    case DROP, GIVE, SHIP -> items.merge(deed.arg(), -1, Integer::sum);
                }
            }
        }
        for (Gift gift : gifts.received(key)) {
            gold += gift.gold();
            if (gift.item() > 0) {
                items.merge(gift.item(), 1, Integer::sum);
            }
        }
        goldThere += data.gold();
        if (gold != data.gold()) {
            (gold > data.gold() ? lost : duplicated)
                    .add(key + ": has " + data.gold() + " gold, by the lineage " + gold);
        }
        data.items().forEach(item -> items.merge(item, -1, Integer::sum));
        items.forEach((item, missing) -> {
            if (missing > 0) {
                lost.add(key + ": has not item " + item + " of the lineage");
            } else if (missing < 0) {
                duplicated.add(key + ": has item " + item + ", which the lineage does not give");
            }
        });
    }

    private long made(long gold) {
        goldMade += gold;
        return gold;
    }
}
