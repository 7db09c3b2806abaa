package dev.latchkey.simulation;

import dev.latchkey.core.Output;
import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Settlement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Oracle 5: transactions are all or none, letters take effect once, so that the gold in all profiles and letters is what
 * was ever made of it; and every item is in exactly one place.
 */
final class Goods extends Oracle {
    private record Key(ProfileId to, String letter) {}

    /** Letters that wait or are dead. */
    private final Map<Key, Letter> letters = new LinkedHashMap<>();

    private final Set<Key> delivered = new HashSet<>();
    /** Gold less what was made of it, in profiles and letters; what was erased or removed counts on. */
    private long balance;

    private boolean changed;
    /** Items that are somewhere. */
    private final Set<String> items = new HashSet<>();

    Goods() {
        super(5, "transactions are whole, letters take effect once, items are in one place");
    }

    private static long gold(@Nullable State state) {
        return state == null ? 0 : state.gold() - state.minted();
    }

    @Override
    void changed(Scene scene, Journal.Change change) {
        ProfileRecord found = change.before();
        State before = scene.states.decode(found == null ? null : found.payload());
        State after = scene.states.decode(change.after().payload());
        boolean erased = change.verb() == Journal.Verb.EDIT && change.after().erased();
        if (erased) {
            erase(change.profile(), before);
        } else {
            balance += gold(after) - gold(before);
        }
        changed = true;
    }

    private void erase(ProfileId profile, @Nullable State before) {
        if (before != null) {
            before.items().forEach(items::remove);
        }
        letters.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().to().equals(profile);
            if (gone) {
                entry.getValue().items().forEach(items::remove);
            }
            return gone;
        });
    }

    @Override
    void delivered(Scene scene, Letter letter) {
        Key key = new Key(letter.to(), letter.id());
        if (!delivered.add(key)) {
            fail("letter " + letter.id() + " to " + letter.to() + " was delivered twice");
        }
        letters.put(key, letter);
        if (!letter.from().equals(Gift.WORLD)) {
            balance += Gift.in(letter).gold();
        }
        changed = true;
    }

    @Override
    void settled(Scene scene, ProfileId mailbox, Settlement settlement, Id write) {
        if (settlement.failure() != null) {
            return;
        }
        Letter letter = letters.remove(new Key(mailbox, settlement.letter()));
        if (letter == null) {
            fail("letter " + settlement.letter() + " to " + mailbox + " was settled and did not wait");
        } else if (!letter.from().equals(Gift.WORLD)) {
            balance -= Gift.in(letter).gold();
        }
        changed = true;
    }

    /** Gone by choice: the gold in it counts on, the items are nowhere. */
    @Override
    void discarded(Scene scene, ProfileId mailbox, String id) {
        Letter letter = letters.remove(new Key(mailbox, id));
        if (letter == null) {
            fail("letter " + id + " to " + mailbox + " was discarded and was not there");
            return;
        }
        letter.items().forEach(items::remove);
        changed = true;
    }

    @Override
    void swept(Scene scene) {
        changed = true;
    }

    @Override
    void posted(Scene scene, Output.Posted posted) {
        Letter letter = posted.post().letter();
        if (posted.reply() instanceof Mailboxes.Posted.Accepted
                && !delivered.contains(new Key(letter.to(), letter.id()))) {
            fail("letter " + letter.id() + " was reported accepted and is nowhere");
        }
    }

    @Override
    void after(Scene scene) {
        if (!changed) {
            return;
        }
        changed = false;
        if (balance != 0) {
            fail("gold is not conserved: " + balance + " too " + (balance > 0 ? "much" : "little"));
        }
        places(scene);
    }

    private void places(Scene scene) {
        Map<String, Place> found = new HashMap<>();
        scene.engine.records().forEach((profile, record) -> {
            State state = scene.states.decode(record.payload());
            if (state != null) {
                state.items().forEach(item -> put(found, item, new Place.InProfile(profile)));
            }
        });
        letters.values()
                .forEach(letter -> letter.items()
                        .forEach(item -> put(found, item, new Place.InTransit(letter.to(), letter.id()))));
        Map<String, Holding> index = scene.engine.holdings();
        found.forEach((item, place) -> {
            Holding holding = index.get(item);
            if (holding == null || !holding.place().equals(place)) {
                fail("item " + item + " is in " + place + " and indexed as " + holding);
            }
        });
        for (Holding holding : index.values()) {
            if (!found.containsKey(holding.item())) {
                fail("item " + holding.item() + " is indexed as " + holding + " and is nowhere");
            }
        }
        for (String item : items) {
            if (!found.containsKey(item)) {
                fail("item " + item + " is nowhere");
            }
        }
        items.addAll(found.keySet());
    }

    private void put(Map<String, Place> found, String item, Place place) {
        Place before = found.put(item, place);
        if (before != null) {
            fail("item " + item + " is in " + before + " and in " + place);
        }
    }
}
