package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.JournalEntry;
import dev.latchkey.core.Load;
import dev.latchkey.core.Message;
import dev.latchkey.core.Output;
import dev.latchkey.core.Post;
import dev.latchkey.core.Request;
import dev.latchkey.core.Settings;
import dev.latchkey.core.Transaction;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A world of a few servers and one profile in which every step is chosen from outside. Not thread-safe. */
final class SmallWorld implements Links {
    static final ProfileId PROFILE = new ProfileId("players", "p");
    /** The other side of trades, which nobody opens otherwise. */
    private static final ProfileId OTHER = new ProfileId("players", "q");

    private static final int GOLD = 5;
    private static final long LEAP = Duration.ofSeconds(5).toNanos();
    private static final long TO_STOP = Duration.ofSeconds(3).toNanos();
    private static final long PATIENCE = Duration.ofMinutes(10).toNanos();
    final Bounds bounds;
    final List<Pending> pending = new ArrayList<>();
    /** Heartbeats and orphans, which are always answered at once. */
    private final ArrayDeque<Pending.Asked> quick = new ArrayDeque<>();

    final Set<String> stranded = new TreeSet<>();
    private final Counts done = new Counts();
    final int[] begun;
    /** Servers that were buried while they lived, that traded or sent. */
    final BitSet touched = new BitSet();
    /** What the game does next, at once. */
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();

    final Scene scene;
    private final Subject subject;
    private final Meddling meddling = new Meddling(this);
    /** The newest process of each machine. */
    final List<Server> servers = new ArrayList<>();

    private int processes;
    long time;

    SmallWorld(Bounds bounds, Subject subject, List<Oracle> oracles, Trace trace) {
        this.bounds = bounds;
        this.subject = subject;
        begun = new int[bounds.servers()];
        scene = new Scene(() -> time, oracles, trace, subject);
        for (int i = 0; i < bounds.servers(); i++) {
            start(i);
            while (!pending.isEmpty()) {
                again(new Choice(
                        pending.get(0) instanceof Pending.Asked ? Choice.Kind.EXECUTE : Choice.Kind.DELIVER, 0));
            }
        }
        done.clear();
    }

    /** The next process on a machine. */
    private Server start(int machine) {
        int number = machine < servers.size() ? ++processes : 0;
        Server server = new Server(
                scene,
                this,
                (char) ('A' + machine) + String.valueOf(number + 1),
                new Clock(0, 0),
                Settings.DEFAULT,
                subject.rules(),
                new SmallIds(machine, number)::next);
        scene.servers.add(server);
        if (machine < servers.size()) {
            servers.set(machine, server);
        } else {
            servers.add(server);
        }
        server.feed(new Input.Start());
        return server;
    }

    static boolean runs(Server server) {
        return server.alive && !server.stopped;
    }

    /** Everything that can happen now, always in the same order. */
    List<Choice> choices() {
        return new Choices(this).all();
    }

    /** What a choice means, for people. */
    String words(Choice choice) {
        return switch (choice.kind()) {
            case EXECUTE, DELIVER, TIME_OUT, DOUBLE ->
                choice.kind() + ": " + pending.get(choice.index()).words();
            case TICK -> "time passes";
            case LEAP, EDIT, ERASE -> choice.kind().toString();
            case BEGIN, ABANDON, SAVE, CLOSE, TRANSFER, FINISH, BURY, STOP, CRASH, RESTART, TRADE, POST, HANDLE ->
                servers.get(choice.index()) + " " + choice.kind();
        };
    }

    /**
     * Lets it happen.
     *
     * @throws Violation if an oracle found something
     */
    void take(Choice choice) {
        again(choice);
        scene.settle();
    }

    /** Lets happen once more what oracles have judged before. */
    void again(Choice choice) {
        if (!scene.trace.isDeaf()) {
            scene.says("==", words(choice));
        }
        done.add(choice.kind());
        switch (choice.kind()) {
            case EXECUTE -> execute(pending.remove(choice.index()));
            case DELIVER -> deliver(pending.remove(choice.index()));
            case TIME_OUT -> timeOut(pending.remove(choice.index()));
            case DOUBLE -> deliver(pending.get(choice.index()));
            case TICK -> tick();
            case BEGIN -> {
                begun[choice.index()]++;
                servers.get(choice.index()).begin(new Load(PROFILE, bounds.conflict(), PATIENCE, bounds.conflict()));
            }
            case TRADE -> {
                touched.set(choice.index());
                Server server = servers.get(choice.index());
                Trade trade = new Trade(server, List.of(PROFILE, OTHER), PATIENCE);
                server.trades.add(trade);
                server.feed(new Input.Transact(trade.transaction));
            }
            case POST -> {
                touched.set(choice.index());
                Letter letter = new Gift(GOLD, List.of()).letter(PROFILE, "l1", Gift.WORLD, null);
                servers.get(choice.index()).feed(new Input.Send(new Post(letter, PATIENCE, null)));
            }
            case BURY -> {
                touched.set(choice.index());
                meddling.bury(servers.get(choice.index()));
            }
            case LEAP -> leap();
            case EDIT, ERASE -> meddling.edit(choice.kind() == Choice.Kind.ERASE);
            case STOP -> {
                Server server = servers.get(choice.index());
                server.stopping = true;
                server.feed(new Input.Shutdown(TO_STOP));
            }
            case CRASH -> {
                Server server = servers.get(choice.index());
                server.crash();
                gone(server);
            }
            case RESTART -> restart(choice.index());
            case ABANDON, SAVE, CLOSE, TRANSFER, FINISH, HANDLE -> play(choice.kind(), servers.get(choice.index()));
        }
        flush();
    }

    /** How often it has happened. */
    int done(Choice.Kind kind) {
        return done.of(kind);
    }

    /** How far time can go on, at most. */
    long reach() {
        int passes = bounds.most(Choice.Kind.TICK) + bounds.most(Choice.Kind.LEAP);
        return LEAP * (passes - done(Choice.Kind.TICK) - done(Choice.Kind.LEAP));
    }

    /** What is no choice is done at once. */
    private void flush() {
        while (!quick.isEmpty() || !later.isEmpty()) {
            if (!later.isEmpty()) {
                later.remove().run();
                continue;
            }
            Pending.Asked asked = quick.remove();
            boolean lost = stranded.contains(asked.server().name);
            asked.server()
                    .feed(
                            lost
                                    ? StoreCalls.unknown(asked.request())
                                    : StoreCalls.execute(scene.engine, asked.request()));
        }
    }

    /** A server's requests get lost from now on, or no longer. */
    void strand(Server server, boolean now) {
        if (now) {
            stranded.add(server.name);
        } else {
            stranded.remove(server.name);
        }
    }

    private void play(Choice.Kind kind, Server server) {
        Play play = server.play(PROFILE);
        Load load = server.load(PROFILE);
        if (kind == Choice.Kind.ABANDON && load != null) {
            server.feed(new Input.Abandon(load));
        }
        if (play == null) {
            return;
        }
        switch (kind) {
            case SAVE -> {
                play.update(scene.states);
                server.feed(play.save());
            }
            case HANDLE -> {
                Delivery delivery = play.mail.removeFirst();
                List<String> items = play.state == null ? List.of() : play.state.items();
                play.update(
                        scene.states.make(PROFILE, play.state, GOLD, GOLD, items),
                        List.of(Settlement.done(delivery.letter().id())),
                        List.of());
                server.feed(play.save());
            }
            case CLOSE -> server.feed(play.close());
            case FINISH -> {
                if (server.isActive(play) && play.frozen == null) {
                    play.update(scene.states);
                }
                server.feed(play.finish());
            }
            case TRANSFER -> {
                Id to = other(server).node.server();
                if (to != null) {
                    server.feed(play.transfer(to));
                }
            }
            case ABANDON, EXECUTE, DELIVER, TIME_OUT, DOUBLE, TICK, BEGIN, BURY -> {}
            case LEAP, EDIT, ERASE, STOP, CRASH, RESTART, TRADE, POST -> {}
        }
    }

    private Server other(Server server) {
        return servers.get((servers.indexOf(server) + 1) % servers.size());
    }

    private void execute(Pending item) {
        if (item instanceof Pending.Asked asked) {
            pending.add(new Pending.Reply(
                    asked.server(), asked.request(), StoreCalls.execute(scene.engine, asked.request())));
        } else if (item instanceof Pending.Stale stale) {
            Input unheard = StoreCalls.execute(scene.engine, stale.request());
            if (!scene.trace.isDeaf()) {
                scene.says("store", Words.of(unheard));
            }
        }
    }

    private void deliver(Pending item) {
        if (item instanceof Pending.Reply reply) {
            reply.server().feed(reply.input());
        } else if (item instanceof Pending.Mail mail) {
            mail.server().feed(new Input.Received(mail.message()));
        }
    }

    private void timeOut(Pending item) {
        if (item instanceof Pending.Asked asked) {
            pending.add(new Pending.Stale(asked.server(), asked.request()));
            asked.server().feed(StoreCalls.unknown(asked.request()));
        } else if (item instanceof Pending.Reply reply) {
            reply.server().feed(StoreCalls.unknown(reply.request()));
        }
    }

    /** Whether something is due that is near enough for {@link #reach}. */
    boolean isDue() {
        long next = nextDeadline();
        return next != Long.MAX_VALUE && next - time <= LEAP;
    }

    long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (Server server : servers) {
            next = runs(server) ? Math.min(next, server.node.nextDeadline()) : next;
        }
        return next;
    }

    private void tick() {
        time = Math.max(time, nextDeadline());
        for (Server server : servers) {
            if (runs(server) && server.node.nextDeadline() <= time) {
                server.feed(new Input.Tick());
            }
        }
    }

    private void leap() {
        long end = time + LEAP;
        while (nextDeadline() <= end) {
            tick();
            flush();
        }
        time = end;
    }

    /** What it asked may still be executed; what it should hear is lost. */
    private void gone(Server server) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i) instanceof Pending.Asked asked && asked.server() == server) {
                pending.set(i, new Pending.Stale(server, asked.request()));
            }
        }
        pending.removeIf(item -> item.server() == server && !(item instanceof Pending.Stale));
        quick.removeIf(item -> item.server() == server);
    }

    private void restart(int machine) {
        Server before = servers.get(machine);
        Server server = start(machine);
        before.ids.forEach(id -> server.feed(new Input.Predecessor(id)));
        List<JournalEntry> journal = scene.journal(server);
        if (!journal.isEmpty()) {
            server.feed(new Input.Replay(journal));
        }
    }

    @Override
    public void ask(Server server, Request<?> request) {
        boolean atOnce = request instanceof Request.ToKeep || request instanceof Request.ToFetch;
        if (atOnce || (request instanceof Request.ToRenew && !bounds.renewals())) {
            quick.add(new Pending.Asked(server, request));
            return;
        }
        long waiting = pending.stream()
                .filter(item -> item.server() == server && item instanceof Pending.Stale)
                .count();
        if (waiting >= bounds.inFlight()) {
            pending.removeIf(item -> item.server() == server && item instanceof Pending.Stale);
        }
        pending.add(new Pending.Asked(server, request));
    }

    @Override
    public void send(Server server, Id to, Message message) {
        Server receiver = scene.server(to);
        if (receiver != null && runs(receiver) && !(message instanceof Message.Beat)) {
            Pending.Mail mail = new Pending.Mail(receiver, message);
            // Repeated while it is on its way it is lost: how often it comes then is for DOUBLE to say.
            if (!pending.contains(mail)) {
                pending.add(mail);
            }
        }
    }

    @Override
    public void stepped(Server server) {}

    @Override
    public void loaded(Play play) {}

    @Override
    public void ending(Play play) {}

    @Override
    public void freeze(Play play, Id transaction) {
        play.wanted = transaction;
        later.add(() -> play.server.run(() -> {
            if (!play.over && transaction.equals(play.wanted)) {
                play.frozen = transaction;
                play.server.feed(play.stopped(transaction));
            }
        }));
    }

    @Override
    public void gathered(Trade trade, Output.Gathered gathered) {
        later.add(() -> trade.server.run(() -> {
            Bargain bargain = new Bargain(scene.states, gathered.parts());
            List<Transaction.Change> changes = bargain.changes();
            trade.made.addAll(bargain.made());
            trade.server.feed(new Input.Decide(trade.transaction, changes, List.of()));
        }));
    }

    @Override
    public void stopped(Server server) {
        gone(server);
    }
}
