package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Output;
import dev.latchkey.core.Post;
import dev.latchkey.core.Transaction;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Write;
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
    private final Bank bank;
    private final long pace;
    private final boolean exploiting;
    private final List<Letter> sent = new ArrayList<>();
    private int letters;
    private int items;
    private boolean calm;

    Trading(Scene scene, Timeline timeline, Chance chance, Players players, Bank bank) {
        this.scene = scene;
        this.timeline = timeline;
        this.chance = chance;
        this.players = players;
        this.bank = bank;
        pace = millis(chance.between(50, 1500));
        exploiting = chance.of(0.4);
    }

    void start() {
        timeline.in(chance.between(0, pace), this::next);
        if (bank.isLocked()) {
            timeline.in(0, this::bankers);
        }
    }

    /** While somebody locks it now and then, others wait for their chance. */
    private void bankers() {
        if (!calm) {
            timeline.in(millis(chance.between(1, 400)), this::bankers);
            List<Server> alive = scene.alive();
            if (!alive.isEmpty()) {
                Server server = chance.pick(alive);
                server.run(() -> earn(server));
            }
        }
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
        if (drawn < 25) {
            trade(server);
        } else if (drawn < 30) {
            earn(server);
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

    private void earn(Server server) {
        Bank.Seen seen = bank.look(chance::id);
        if (seen != null) {
            timeline.in(millis(chance.between(0, 200)), () -> server.run(() -> bank.earn(server, seen, chance.id())));
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

    /** The game takes out what is another's. */
    void rejected(Play play, Output.SaveRejected rejected) {
        if (rejected.offence() instanceof Offence.ItemHeld held) {
            timeline.in(
                    millis(chance.between(0, calm ? 5 : 500)),
                    () -> play.server.run(() -> takeOut(play, held.holding().item())));
        }
    }

    private void takeOut(Play play, String item) {
        if (items(play.state).contains(item) && players.mayChange(play)) {
            List<String> rest = new ArrayList<>(items(play.state));
            rest.remove(item);
            play.update(scene.states.make(play.session.profile(), play.state, 0, 0, rest), List.of(), List.of());
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
        } else if (exploiting && items > 0 && chance.of(0.15)) {
            // Somebody has found a way to copy an item: the store stops it.
            String copied = "i" + chance.between(1, items);
            if (!more.contains(copied)) {
                more.add(copied);
            }
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
        Letter letter =
                new Gift(gold, along).letter(to, "l" + ++letters, from.profile().toString(), lifetime());
        sent.add(letter);
        play.update(scene.states.make(play.session.profile(), from, -gold, 0, left), List.of(), List.of(letter));
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
        play.wanted = transaction;
        timeline.in(
                within,
                () -> play.server.run(() -> {
                    if (!play.over && transaction.equals(play.wanted)) {
                        play.frozen = transaction;
                        play.server.feed(play.stopped(transaction));
                    }
                }));
    }

    void gathered(Trade trade, Output.Gathered gathered) {
        long within = chance.of(0.6) ? 0 : millis(chance.between(1, calm ? 50 : 4000));
        Bank.@Nullable Seen seen = chance.of(0.3) ? bank.look(chance::id) : null;
        timeline.in(within, () -> trade.server.run(() -> decide(trade, gathered, seen)));
    }

    private void decide(Trade trade, Output.Gathered gathered, Bank.@Nullable Seen seen) {
        if (chance.of(0.1)) {
            trade.server.feed(new Input.Drop(trade.transaction, "changed its mind"));
            return;
        }
        Bargain bargain = new Bargain(scene.states, gathered.parts());
        if (gathered.parts().size() > 1) {
            bargain.strike(chance);
        }
        List<Write> others = seen == null ? List.of() : List.of(bank.deposit(seen, bargain, chance, trade.made));
        List<Transaction.Change> changes = bargain.changes();
        trade.made.addAll(bargain.made());
        trade.server.feed(new Input.Decide(trade.transaction, changes, others));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
