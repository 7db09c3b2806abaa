package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Output;
import dev.latchkey.core.Post;
import dev.latchkey.core.Transaction;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gold, items, letters and trades between players, drawn from the seed. Not thread-safe. */
final class Trading {
    private final Scene scene;
    private final Timeline timeline;
    private final Chance chance;
    private final Players players;
    private final long pace;
    private final List<Letter> sent = new ArrayList<>();
    private int letters;
    private int items;
    private boolean calm;

    Trading(Scene scene, Timeline timeline, Chance chance, Players players) {
        this.scene = scene;
        this.timeline = timeline;
        this.chance = chance;
        this.players = players;
        pace = millis(chance.between(50, 1500));
    }

    void start() {
        timeline.in(chance.between(0, pace), this::next);
    }

    void calmDown() {
        calm = true;
    }

    private void next() {
        if (calm) {
            return;
        }
        timeline.in(chance.between(1, 2 * pace), this::next);
        List<Server> alive = scene.alive();
        if (!alive.isEmpty()) {
            Server server = chance.pick(alive);
            server.run(() -> act(server));
        }
    }

    private void act(Server server) {
        int drawn = chance.below(100);
        if (drawn < 30) {
            trade(server);
        } else if (drawn < 45) {
            post(server);
        } else {
            for (Play play : List.copyOf(server.plays)) {
                if (players.mayChange(play)) {
                    play(play, drawn);
                }
            }
        }
    }

    private void play(Play play, int drawn) {
        if (!play.mail.isEmpty() && drawn < 80) {
            handle(play, play.mail.removeFirst());
        } else if (drawn < 70) {
            earn(play);
        } else {
            send(play);
        }
        if (play.dirty() && chance.of(0.5)) {
            play.server.feed(play.save());
        }
    }

    private static List<String> items(@Nullable State state) {
        return state == null ? List.of() : state.items();
    }

    private void earn(Play play) {
        List<String> more = new ArrayList<>(items(play.state));
        if (chance.of(0.2) && more.size() < 4) {
            more.add("i" + ++items);
        }
        play.update(scene.states.make(play.session.profile(), play.state, 10, 10, more), List.of(), List.of());
    }

    private void send(Play play) {
        State from = play.state;
        if (from == null) {
            return;
        }
        long gold = from.gold() > 0 ? chance.between(0, from.gold()) : 0;
        List<String> left = new ArrayList<>(from.items());
        List<String> along = left.isEmpty() || chance.of(0.5) ? List.of() : List.of(left.remove(0));
        ProfileId to = chance.pick(players.profiles());
        Letter letter = new Gift(gold, along).letter(to, "l" + ++letters, from.profile().toString(), lifetime());
        sent.add(letter);
        play.update(
                scene.states.make(play.session.profile(), from, -gold, 0, left), List.of(), List.of(letter));
    }

    private @Nullable Duration lifetime() {
        return chance.of(0.1) ? Duration.ofSeconds(chance.between(1, 20)) : null;
    }

    private void handle(Play play, Delivery delivery) {
        Letter letter = delivery.letter();
        if (chance.of(0.1)) {
            State same = scene.states.next(play.session.profile(), play.state);
            play.update(same, List.of(new Settlement(letter.id(), "no idea")), List.of());
            return;
        }
        Gift gift = Gift.in(letter);
        List<String> more = new ArrayList<>(items(play.state));
        more.addAll(gift.items());
        long minted = letter.from().equals(Gift.WORLD) ? gift.gold() : 0;
        play.update(
                scene.states.make(play.session.profile(), play.state, gift.gold(), minted, more),
                List.of(Settlement.done(letter.id())),
                List.of());
    }

    /** A gift from outside, or one that was sent before: its sender has not heard of it. */
    private void post(Server server) {
        List<Letter> own =
                sent.stream().filter(each -> each.from().equals(Gift.WORLD)).toList();
        Letter letter = !own.isEmpty() && chance.of(0.4)
                ? chance.pick(own)
                : new Gift(5, List.of())
                        .letter(chance.pick(players.profiles()), "l" + ++letters, Gift.WORLD, lifetime());
        sent.add(letter);
        server.feed(new Input.Send(new Post(letter, millis(chance.between(500, 20_000)), null)));
    }

    private void trade(Server server) {
        List<ProfileId> all = new ArrayList<>(players.profiles());
        while (all.size() > 1 && chance.of(0.3)) {
            all.remove(chance.below(all.size()));
        }
        Trade trade = new Trade(server, all, millis(chance.between(500, 10_000)));
        server.trades.add(trade);
        server.feed(new Input.Transact(trade.transaction));
    }

    /** The game takes a moment to stop, or never does. */
    void freeze(Play play, Id transaction) {
        long within = chance.of(0.6) ? 0 : millis(chance.between(1, calm ? 50 : 3000));
        timeline.in(within, () -> play.server.run(() -> {
            if (!play.over) {
                play.frozen = transaction;
                play.server.feed(play.stopped(transaction));
            }
        }));
    }

    void gathered(Trade trade, Output.Gathered gathered) {
        long within = chance.of(0.6) ? 0 : millis(chance.between(1, calm ? 50 : 4000));
        timeline.in(within, () -> trade.server.run(() -> decide(trade, gathered)));
    }

    private void decide(Trade trade, Output.Gathered gathered) {
        if (chance.of(0.1)) {
            trade.server.feed(new Input.Drop(trade.transaction, "changed its mind"));
            return;
        }
        Bargain bargain = new Bargain(scene.states, gathered.parts());
        if (gathered.parts().size() > 1) {
            bargain.strike(chance);
        }
        List<Transaction.Change> changes = bargain.changes();
        trade.made.addAll(bargain.made());
        trade.server.feed(new Input.Decide(trade.transaction, changes, List.of()));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
