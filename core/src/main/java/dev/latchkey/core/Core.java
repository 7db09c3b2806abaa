package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The parts of a node, what they share during a step, and who takes which input. */
final class Core {
    final Settings settings;
    final Rules rules;
    private final Supplier<Id> ids;
    final Timers timers = new Timers();
    final Membership membership = new Membership(this);
    final Sessions sessions = new Sessions(this);
    final Commits commits = new Commits(this);
    final Endings endings = new Endings(this);
    final Losses losses = new Losses(this);
    final Reclaims reclaims = new Reclaims(this);
    final Asks asks = new Asks(this);
    final Steals steals = new Steals(this);
    final Loads loads = new Loads(this);
    final Opens opens = new Opens(this);
    final Strays strays = new Strays(this);
    final Burials burials = new Burials(this);
    final Orphans orphans = new Orphans(this);
    final Replays replays = new Replays(this);
    final Health health = new Health(this);
    final Shutdown shutdown = new Shutdown(this);
    final Mails mails = new Mails(this);
    final Posts posts = new Posts(this);
    final Freezes freezes = new Freezes(this);
    final Transactions transactions = new Transactions(this);

    private Now now = new Now(0, 0);
    private Consumer<Output> out = Core::outsideOfStep;

    Core(Settings settings, Rules rules, Supplier<Id> ids) {
        this.settings = settings;
        this.rules = rules;
        this.ids = ids;
    }

    void step(Now now, Input input, Consumer<Output> out) {
        this.now = now;
        this.out = out;
        try {
            if (!shutdown.isOver()) {
                timers.run(now.mono());
            }
            if (!shutdown.isOver()) {
                accept(input);
                shutdown.proceed();
            } else {
                refuse(input);
            }
        } finally {
            this.out = Core::outsideOfStep;
        }
    }

    /** The node has stopped: whoever waits for an answer gets one. */
    private void refuse(Input input) {
        if (input instanceof Input.Begin(Load load)) {
            emit(new Output.LoadFailed(load, new LoadFailure.ShuttingDown()));
        } else if (input instanceof Input.Transact(Transaction transaction)) {
            transactions.begin(transaction);
        } else if (input instanceof Input.Send(Post post)) {
            emit(new Output.PostFailed(post, false));
        }
    }

    private static void outsideOfStep(Output output) {
        throw new IllegalStateException("an output outside of a step: " + output);
    }

    private void accept(Input input) {
        switch (input) {
            case Input.Start start -> membership.start();
            case Input.Tick tick -> {}
            case Input.Begin begin -> loads.begin(begin.load());
            case Input.Abandon abandon -> loads.abandon(abandon.load());
            case Input.Save save -> commits.save(save.session(), save.sequence(), save.payload(), save.cargo());
            case Input.Final last ->
                endings.finalState(last.session(), last.sequence(), last.payload(), last.changed(), last.cargo());
            case Input.Close close ->
                endings.close(close.session(), close.sequence(), close.payload(), close.changed(), close.cargo());
            case Input.Transfer transfer -> endings.transfer(transfer);
            case Input.Received received -> receive(received.message());
            case Input.Completed<?> completed -> complete(completed);
            case Input.Predecessor predecessor -> burials.predecessor(predecessor.server());
            case Input.Replay replay -> replays.begin(replay.entries());
            case Input.Shutdown wanted -> shutdown.begin(wanted.withinNanos());
            case Input.Send send -> posts.begin(send.post());
            case Input.Transact transact -> transactions.begin(transact.transaction());
            case Input.Frozen frozen -> freezes.stopped(frozen);
            case Input.Decide decide -> transactions.decide(decide);
            case Input.Drop drop -> transactions.drop(drop.transaction(), drop.reason());
        }
    }

    private void receive(Message message) {
        switch (message) {
            case Message.Ask ask -> asks.asked(ask.profile(), ask.token(), ask.from(), ask.claim(), ask.number());
            case Message.Heard heard -> loads.heard(heard);
            case Message.Overtaken overtaken -> loads.overtaken(overtaken);
            case Message.Withdrawn withdrawn -> asks.withdrawn(withdrawn);
            case Message.Grant grant -> opens.granted(grant);
            case Message.Stolen stolen -> steals.told(stolen);
            case Message.StolenHeard heard -> steals.heard(heard);
            case Message.Beat beat -> health.beatHeard();
            case Message.Mail mail -> mails.hint(mail.profile());
            case Message.Freeze freeze -> freezes.asked(freeze);
            case Message.Frozen frozen -> transactions.gathering().frozen(frozen);
            case Message.Declined declined -> transactions.gathering().declined(declined);
            case Message.Thaw thaw -> freezes.thaw(thaw);
        }
    }

    private <R> void complete(Input.Completed<R> completed) {
        health.answered(completed.outcome());
        completed.request().completed(completed.outcome());
    }

    Now now() {
        return now;
    }

    long mono() {
        return now.mono();
    }

    Id freshId() {
        return ids.get();
    }

    void emit(Output output) {
        out.accept(output);
    }

    void request(Request<?> request) {
        out.accept(new Output.Ask(request));
    }

    void send(Id to, Message message) {
        out.accept(new Output.Send(to, message));
    }

    Timers.Timer in(Duration delay, Runnable action) {
        return timers.at(mono() + delay.toNanos(), action);
    }

    /** Again later: doubling pauses. */
    Timers.Timer retry(int tries, Runnable action) {
        long first = settings.retryFirst().toNanos();
        long pause = Math.min(first << Math.min(tries, 20), settings.retryMost().toNanos());
        return timers.at(mono() + pause, action);
    }

    /** Whether a store's answer can be trusted. */
    static boolean isDone(Outcome<?> outcome) {
        return outcome instanceof Outcome.Done<?>;
    }

    boolean idle() {
        return loads.isEmpty()
                && sessions.allIdle()
                && strays.isEmpty()
                && orphans.isEmpty()
                && replays.isEmpty()
                && posts.isEmpty()
                && transactions.isEmpty();
    }

    String describe(Now at) {
        StringBuilder text = new StringBuilder(512);
        membership.describe(text, at);
        sessions.describe(text);
        loads.describe(text);
        strays.describe(text);
        burials.describe(text, at);
        text.append(steals).append(orphans).append(shutdown);
        transactions.describe(text);
        freezes.describe(text);
        timers.describe(text, at.mono());
        return text.toString();
    }
}
