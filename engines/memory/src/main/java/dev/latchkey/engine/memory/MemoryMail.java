package dev.latchkey.engine.memory;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The mailboxes (S6). Not thread-safe. */
final class MemoryMail {
    /** One mailbox; what is settled is remembered, so that its id is known. */
    private static final class Box {
        final Map<String, Delivery> waiting = new LinkedHashMap<>();
        final Map<String, Dead> dead = new TreeMap<>();
        final Map<String, Instant> settled = new TreeMap<>();
        /** Of those that wait, who had the profile open when they came. */
        final Map<String, Id> told = new TreeMap<>();

        Box copy() {
            Box copy = new Box();
            copy.waiting.putAll(waiting);
            copy.told.putAll(told);
            copy.dead.putAll(dead);
            copy.settled.putAll(settled);
            return copy;
        }

        @Nullable
        Delivery take(String letter) {
            told.remove(letter);
            return waiting.remove(letter);
        }

        boolean isEmpty() {
            return waiting.isEmpty() && dead.isEmpty() && settled.isEmpty();
        }
    }

    /** @param number in the order in which letters died */
    private record Dead(long number, DeadLetter letter) {}

    private final Map<ProfileId, Box> boxes = new TreeMap<>();
    private long numbers;
    private long deaths;

    MemoryMail copy() {
        MemoryMail copy = new MemoryMail();
        boxes.forEach((profile, box) -> copy.boxes.put(profile, box.copy()));
        copy.numbers = numbers;
        copy.deaths = deaths;
        return copy;
    }

    private Box box(ProfileId profile) {
        return boxes.computeIfAbsent(profile, id -> new Box());
    }

    @Nullable
    Letter waiting(ProfileId profile, String letter, Instant now) {
        Delivery delivery = lies(profile, letter);
        return delivery == null || isExpired(delivery, now) ? null : delivery.letter();
    }

    /** Also one that has expired and was not yet put among the dead. */
    @Nullable
    Letter dead(ProfileId profile, String letter, Instant now) {
        Delivery delivery = lies(profile, letter);
        if (delivery != null && isExpired(delivery, now)) {
            return delivery.letter();
        }
        Box box = boxes.get(profile);
        Dead dead = box == null ? null : box.dead.get(letter);
        return dead == null ? null : dead.letter().letter();
    }

    private @Nullable Delivery lies(ProfileId profile, String letter) {
        Box box = boxes.get(profile);
        return box == null ? null : box.waiting.get(letter);
    }

    int expired(ProfileId profile, Instant now) {
        Box box = boxes.get(profile);
        return box == null
                ? 0
                : (int) box.waiting.values().stream()
                        .filter(delivery -> isExpired(delivery, now))
                        .count();
    }

    int waiting(ProfileId profile) {
        Box box = boxes.get(profile);
        return box == null ? 0 : box.waiting.size();
    }

    boolean known(ProfileId profile, String letter) {
        Box box = boxes.get(profile);
        return box != null
                && (box.waiting.containsKey(letter) || box.dead.containsKey(letter) || box.settled.containsKey(letter));
    }

    /**
     * @param owner who has the receiver open, null for nobody
     */
    void deliver(Letter letter, @Nullable Id owner, Instant now) {
        String reason = letter.undeliverable();
        if (reason == null) {
            Instant expires = letter.lifetime() == null ? null : now.plus(letter.lifetime());
            Box box = box(letter.to());
            box.waiting.put(letter.id(), new Delivery(++numbers, letter, now, expires));
            if (owner != null) {
                box.told.put(letter.id(), owner);
            }
        } else {
            die(box(letter.to()), letter, reason, now);
        }
    }

    void settle(ProfileId profile, String letter, @Nullable String failure, boolean remember, Instant now) {
        Box box = box(profile);
        Delivery delivery = box.take(letter);
        if (failure != null) {
            if (delivery != null) {
                die(box, delivery.letter(), failure, now);
            }
            return;
        }
        boolean dead = box.dead.remove(letter) != null;
        if (remember && (dead || delivery != null)) {
            box.settled.put(letter, now);
        }
    }

    /** The oldest that wait; what has expired is dead from now on. */
    List<Delivery> fetch(ProfileId profile, long after, int limit, Instant now) {
        Box box = boxes.get(profile);
        if (box == null) {
            return List.of();
        }
        List<Delivery> later = box.waiting.values().stream()
                .filter(delivery -> delivery.number() > after)
                .toList();
        later.stream().filter(delivery -> isExpired(delivery, now)).forEach(delivery -> expire(box, delivery, now));
        return later.stream()
                .filter(delivery -> !isExpired(delivery, now))
                .limit(limit)
                .toList();
    }

    private static boolean isExpired(Delivery delivery, Instant now) {
        Instant expires = delivery.expires();
        return expires != null && !expires.isAfter(now);
    }

    private void expire(Box box, Delivery delivery, Instant now) {
        box.take(delivery.letter().id());
        die(box, delivery.letter(), "expired before it was read", now);
    }

    private void die(Box box, Letter letter, String reason, Instant now) {
        box.dead.put(letter.id(), new Dead(++deaths, new DeadLetter(letter, now, reason)));
    }

    Set<ProfileId> mailboxes() {
        return Collections.unmodifiableSet(boxes.keySet());
    }

    List<Belongings.Waiting> waits(ProfileId profile) {
        Box box = boxes.get(profile);
        return box == null
                ? List.of()
                : box.waiting.values().stream()
                        .map(each -> new Belongings.Waiting(each.letter(), each.sent()))
                        .toList();
    }

    List<Belongings.Settled> settled(ProfileId profile) {
        Box box = boxes.get(profile);
        return box == null
                ? List.of()
                : box.settled.entrySet().stream()
                        .map(each -> new Belongings.Settled(each.getKey(), each.getValue()))
                        .toList();
    }

    /** In the place of all that is in a mailbox, known ids too. */
    void replace(Belongings with) {
        ProfileId profile = with.profile();
        boxes.remove(profile);
        with.dead().forEach(each -> die(box(profile), each.letter(), each.reason(), each.at()));
        with.waiting().forEach(each -> deliver(each.letter(), null, each.sent()));
        with.settled().forEach(each -> remember(profile, each.letter(), each.at()));
    }

    /** What became of each letter that ever came, by mailbox. */
    Map<ProfileId, Map<String, String>> fates() {
        Map<ProfileId, Map<String, String>> fates = new TreeMap<>();
        boxes.forEach((profile, box) -> {
            Map<String, String> all = new TreeMap<>();
            box.waiting.forEach((id, delivery) -> all.put(id, "waits " + delivery.number() + " " + box.told.get(id)));
            box.dead.keySet().forEach(id -> all.put(id, "dead"));
            box.settled.keySet().forEach(id -> all.put(id, "settled"));
            fates.put(profile, all);
        });
        return fates;
    }

    /** Mailboxes of profiles that the server owns, with a waiting letter that came while it did (L1). */
    List<ProfileId> mailed(Id server, Predicate<ProfileId> owned) {
        return boxes.entrySet().stream()
                .filter(entry -> entry.getValue().told.containsValue(server) && owned.test(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    List<DeadLetter> dead(@Nullable ProfileId profile, int limit) {
        List<Dead> all = new ArrayList<>();
        boxes.forEach((id, box) -> {
            if (profile == null || profile.equals(id)) {
                all.addAll(box.dead.values());
            }
        });
        all.sort(Comparator.comparingLong(Dead::number).reversed());
        return all.stream().limit(limit).map(Dead::letter).toList();
    }

    /** Takes a dead letter out; null where there is none. */
    @Nullable
    Letter takeDead(ProfileId profile, String letter) {
        Box box = boxes.get(profile);
        Dead dead = box == null ? null : box.dead.remove(letter);
        return dead == null ? null : dead.letter().letter();
    }

    void revive(Letter letter, @Nullable Id owner, Instant now) {
        Letter again = new Letter(
                letter.to(),
                letter.id(),
                letter.type(),
                letter.content(),
                letter.from(),
                letter.items(),
                null,
                letter.room(),
                null);
        deliver(again, owner, now);
    }

    void remember(ProfileId profile, String letter, Instant now) {
        box(profile).settled.put(letter, now);
    }

    /**
     * All letters of an erased profile go; their ids stay known.
     *
     * @param remember whether ids are remembered (S5)
     */
    void erase(ProfileId profile, boolean remember, Instant now) {
        Box box = boxes.get(profile);
        if (box == null) {
            return;
        }
        if (remember) {
            box.waiting.keySet().forEach(letter -> box.settled.put(letter, now));
            box.dead.keySet().forEach(letter -> box.settled.put(letter, now));
        } else {
            box.settled.clear();
        }
        box.waiting.clear();
        box.told.clear();
        box.dead.clear();
    }

    /** Forgets the ids of letters settled before then, so many at most. */
    int forget(Instant before, int most) {
        int gone = 0;
        for (Box box : boxes.values()) {
            List<String> old = box.settled.entrySet().stream()
                    .filter(entry -> entry.getValue().isBefore(before))
                    .map(Map.Entry::getKey)
                    .limit(most - gone)
                    .toList();
            old.forEach(box.settled::remove);
            gone += old.size();
        }
        boxes.values().removeIf(Box::isEmpty);
        return gone;
    }

    /** Expires what waits too long, so many at most. */
    int expire(Instant now, int most) {
        int gone = 0;
        for (Box box : boxes.values()) {
            List<Delivery> old = box.waiting.values().stream()
                    .filter(delivery -> isExpired(delivery, now))
                    .limit(most - gone)
                    .toList();
            old.forEach(delivery -> expire(box, delivery, now));
            gone += old.size();
        }
        return gone;
    }
}
