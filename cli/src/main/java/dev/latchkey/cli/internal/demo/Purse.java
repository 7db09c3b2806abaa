package dev.latchkey.cli.internal.demo;

import dev.latchkey.cli.internal.demo.wire.Deed;
import dev.latchkey.cli.internal.demo.wire.PlayerData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a player believes to have, and the deeds of which nobody has yet said whether they are durable.
 * Thread-safe.
 */
final class Purse {
    private static final int MANY_ITEMS = 6;

    /** A deed whose fate is open. */
    private static final class Open {
        final long session;
        final Deed deed;
        /** Its place in the lineage, 0 until told. */
        int count;

        Open(long session, Deed deed) {
            this.session = session;
            this.deed = deed;
        }
    }

    private final World world;
    private final PlayerLog log;
    private final List<String> others;
    private final AtomicInteger newest = new AtomicInteger();
    private final Map<Integer, Open> open = new LinkedHashMap<>();
    private final List<Integer> items = new ArrayList<>();
    private long gold;

    /**
     * @param others keys of those whom the player knows, not empty
     */
    Purse(World world, PlayerLog log, List<String> others) {
        this.world = world;
        this.log = log;
        this.others = List.copyOf(others);
    }

    private String other(SplittableRandom random) {
        return others.get(random.nextInt(others.size()));
    }

    /** What to do next; nothing that surely would be refused. */
    synchronized Deed choose(SplittableRandom random) {
        int die = random.nextInt(14);
        if (die < 2 && items.size() < MANY_ITEMS) {
            return new Deed(Deed.Kind.TAKE, world.take(random));
        }
        if (die < 4 && !items.isEmpty()) {
            return new Deed(Deed.Kind.DROP, items.get(random.nextInt(items.size())));
        }
        if (die < 6 && gold > 0) {
            return new Deed(Deed.Kind.SPEND, 1 + (int) random.nextLong(Math.min(gold, 50)));
        }
        if (die >= 10 && die < 12 && !items.isEmpty()) {
            Deed.Kind kind = die == 10 ? Deed.Kind.GIVE : Deed.Kind.SHIP;
            return new Deed(kind, items.get(random.nextInt(items.size())), other(random));
        }
        if (die >= 10 && gold > 0) {
            Deed.Kind kind = die % 2 == 0 ? Deed.Kind.PAY : Deed.Kind.MAIL;
            return new Deed(kind, 1 + (int) random.nextLong(Math.min(gold, 50)), other(random));
        }
        return new Deed(Deed.Kind.EARN, 1 + random.nextInt(20));
    }

    /** A deed is about to be asked for; its number. */
    synchronized int asking(long session, Deed deed) {
        int number = newest.incrementAndGet();
        open.put(number, new Open(session, deed));
        if (deed.kind().isOfItems() && deed.kind() != Deed.Kind.TAKE) {
            items.remove(/* element */ (Integer) deed.arg());
        }
        log.asked(session, number, deed);
        return number;
    }

    synchronized void did(int number, int count) {
        Open settled = open.get(number);
        if (settled == null) {
            return;
        }
        settled.count = count;
        switch (settled.deed.kind()) {
            case EARN -> gold += settled.deed.arg();
            case SPEND, PAY, MAIL -> gold -= settled.deed.arg();
            case TAKE -> items.add(settled.deed.arg());
            case DROP, GIVE, SHIP -> {}
        }
    }

    synchronized void refused(int number) {
        log.refused(number);
        Open settled = open.remove(number);
        if (settled == null) {
            return;
        }
        switch (settled.deed.kind()) {
            case TAKE -> world.put(settled.deed.arg());
            case DROP, GIVE, SHIP -> items.add(settled.deed.arg());
            case EARN, SPEND, PAY, MAIL -> {}
        }
    }

    /** A session's server says that so many deeds are durable, the last of them this one. */
    synchronized void saved(long session, int count, int number) {
        log.saved(count, number);
        open.entrySet().removeIf(entry -> {
            Open one = entry.getValue();
            boolean durable = one.session == session && one.count > 0 && one.count <= count;
            if (durable) {
                log.saved(one.count, entry.getKey());
                durable(one.deed);
            }
            return durable;
        });
    }

    private void durable(Deed deed) {
        if (deed.kind() == Deed.Kind.DROP) {
            world.put(deed.arg());
        }
    }

    /** A session begins with what the store holds: that settles every deed of earlier sessions (S2). */
    synchronized void loaded(long session, PlayerData data) {
        log.loaded(session, data.gold(), data.items(), data.done());
        Set<Integer> done = new HashSet<>(data.done());
        for (Map.Entry<Integer, Open> one : open.entrySet()) {
            Deed deed = one.getValue().deed;
            if (done.contains(one.getKey())) {
                durable(deed);
            } else if (deed.kind() == Deed.Kind.TAKE) {
                world.put(deed.arg());
            }
        }
        open.clear();
        gold = data.gold();
        items.clear();
        items.addAll(data.items());
    }

    /** Whether there is a deed whose fate is open. */
    synchronized boolean isUnsettled() {
        return !open.isEmpty();
    }
}
