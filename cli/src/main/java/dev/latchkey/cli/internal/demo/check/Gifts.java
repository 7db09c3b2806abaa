package dev.latchkey.cli.internal.demo.check;

import dev.latchkey.cli.internal.demo.wire.Deed;
import dev.latchkey.cli.internal.demo.wire.Gift;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What players gave each other, by the givers' stored lineages, against what came: each gift is in one place exactly.
 * One of a trade is with its receiver, one of a letter is there or in the letter.
 */
final class Gifts {
    private record Given(String to, Gift gift, boolean trade) {}

    private final Map<String, Given> given = new TreeMap<>();
    private final Map<String, List<Gift>> received = new HashMap<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> duplicated = new ArrayList<>();
    private int trades;
    private int mails;

    static Gifts of(Map<String, Told> told, Stored store) {
        Gifts gifts = new Gifts();
        told.forEach((key, player) ->
                gifts.given(key, player, new HashSet<>(store.of(key).done())));
        gifts.compare(store);
        return gifts;
    }

    private void given(String key, Told player, Set<Integer> done) {
        for (int number : done) {
            Deed deed = player.asked().get(number);
            if (deed != null && !deed.to().isEmpty()) {
                Gift gift = Gift.of(key, number, deed);
                given.put(gift.name(), new Given(deed.to(), gift, deed.kind().isTrade()));
                trades += deed.kind().isTrade() ? 1 : 0;
                mails += deed.kind().isLetter() ? 1 : 0;
            }
        }
    }

    private void compare(Stored store) {
        Set<String> seen = new HashSet<>();
        store.players().forEach((key, data) -> {
            for (String name : data.got()) {
                if (came(name, key, "with " + key, seen)) {
                    received.computeIfAbsent(key, to -> new ArrayList<>()).add(gift(name));
                }
            }
        });
        Set<String> withPlayers = Set.copyOf(seen);
        for (Stored.Waiting letter : store.letters()) {
            boolean unused = came(letter.gift().name(), letter.to(), "in a letter to " + letter.to(), seen);
        }
        given.forEach((name, gift) -> {
            if (!seen.contains(name)) {
                lost.add("gift " + name + " to " + gift.to() + " is given, and nowhere");
            } else if (gift.trade() && !withPlayers.contains(name)) {
                lost.add("gift " + name + " of a trade with " + gift.to() + " has not come");
            }
        });
    }

    private boolean came(String name, String key, String where, Set<String> seen) {
        Given from = given.get(name);
        boolean first = seen.add(name);
        if (!first) {
            duplicated.add("gift " + name + " came twice, also " + where);
        } else if (from == null || !from.to().equals(key)) {
            duplicated.add("gift " + name + " is " + where + ", and was never given to " + key);
        }
        return first && from != null;
    }

    private Gift gift(String name) {
        return Objects.requireNonNull(given.get(name)).gift();
    }

    /** What came to a player; what waits for one has not. */
    List<Gift> received(String key) {
        return received.getOrDefault(key, List.of());
    }

    int trades() {
        return trades;
    }

    int mails() {
        return mails;
    }

    List<String> lost() {
        return lost;
    }

    List<String> duplicated() {
        return duplicated;
    }
}
