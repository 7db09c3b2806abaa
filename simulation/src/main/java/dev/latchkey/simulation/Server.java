package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Load;
import dev.latchkey.core.Node;
import dev.latchkey.core.Now;
import dev.latchkey.core.Output;
import dev.latchkey.core.Request;
import dev.latchkey.core.Rules;
import dev.latchkey.core.Settings;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process of a game server: the shipped {@link Node} and a game on it. Not thread-safe. */
final class Server {
    private final Scene scene;
    private final Links links;
    final String name;
    final Clock clock;
    final Node node;
    /** Ids that it has had, newest last. */
    final List<Id> ids = new ArrayList<>();

    final List<Load> loads = new ArrayList<>();
    final List<Play> plays = new ArrayList<>();
    final List<Trade> trades = new ArrayList<>();
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    boolean alive = true;
    boolean paused;
    boolean stopped;
    boolean stopping;

    Server(Scene scene, Links links, String name, Clock clock, Settings settings, Rules rules, Supplier<Id> draw) {
        this.scene = scene;
        this.links = links;
        this.name = name;
        this.clock = clock;
        node = new Node(settings, rules, draw);
    }

    long time() {
        return scene.time();
    }

    Now now() {
        return clock.at(scene.time());
    }

    /** Does something within this process: never once it is dead, and after the pause while it is paused. */
    void run(Runnable action) {
        if (paused && alive) {
            held.add(action);
        } else if (alive && !stopped) {
            action.run();
        }
    }

    void pause() {
        paused = true;
    }

    /** Everything that came meanwhile happens now, in order. */
    void resume() {
        paused = false;
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    /** The process is gone. */
    void crash() {
        alive = false;
        held.clear();
        plays.clear();
        loads.clear();
        trades.clear();
    }

    /** Feeds one input and carries out what comes of it; a final state that is due is given at once. */
    void feed(Input input) {
        if (!alive || stopped) {
            return;
        }
        if (!scene.trace.isDeaf()) {
            scene.says(name, Words.of(input));
        }
        List<Output> outputs = new ArrayList<>();
        node.step(now(), input, outputs::add);
        for (Output output : outputs) {
            carryOut(output);
        }
        for (Output output : outputs) {
            if (output instanceof Output.FinalDue due) {
                finalDue(due);
            }
        }
        if (alive && !stopped) {
            links.stepped(this);
        }
    }

    private void carryOut(Output output) {
        if (!alive) {
            return;
        }
        if (!scene.trace.isDeaf()) {
            scene.says(name, "-> " + Words.of(output));
        }
        switch (output) {
            case Output.Ask ask -> {
                if (ask.request() instanceof Request.ToOpen to) {
                    scene.sought.add(to.open.claim());
                }
                links.ask(this, ask.request());
            }
            case Output.Send send -> links.send(this, send.to(), send.message());
            case Output.Registered registered -> ids.add(registered.server());
            case Output.Loaded loaded -> loaded(loaded);
            case Output.LoadFailed failed -> {
                loads.remove(failed.load());
                scene.each(oracle -> oracle.failed(scene, this, failed));
            }
            case Output.Ending ending -> ending(ending);
            case Output.FinalDue due -> {}
            case Output.Saved saved -> saved(saved);
            case Output.Ended ended -> ended(ended);
            case Output.Stopped done -> {
                stopped = true;
                scene.each(oracle -> oracle.other(scene, this, done));
                scene.keepJournal(this, done.journal());
                links.stopped(this);
            }
            case Output.Replayed replayed -> {
                scene.each(oracle -> oracle.other(scene, this, replayed));
                scene.dropJournal(this);
            }
            case Output.SaveRejected rejected -> {
                if (rejected.session().attachment() instanceof Play play) {
                    links.rejected(play, rejected);
                }
            }
            case Output.Activated activated -> {}
            case Output.Suspension suspension -> {}
            case Output.StoreHealth health -> {}
            case Output.BusHealth health -> {}
            case Output.Buried buried -> {}
            case Output.OrphanKept kept -> {}
            case Output.Mail mail -> {
                if (mail.session().attachment() instanceof Play play) {
                    play.came(mail.mail());
                }
            }
            case Output.LetterRefused refused -> {}
            case Output.Posted posted -> scene.each(oracle -> oracle.posted(scene, posted));
            case Output.PostFailed failed -> {}
            case Output.Freeze freeze -> {
                if (freeze.session().attachment() instanceof Play play) {
                    links.freeze(play, freeze.transaction());
                }
            }
            case Output.Thawed thawed -> {
                if (thawed.session().attachment() instanceof Play play) {
                    play.thaw(thawed.transaction(), thawed.stored(), scene.states.decode(thawed.payload()));
                }
            }
            case Output.Gathered gathered -> {
                if (gathered.transaction().attachment() instanceof Trade trade) {
                    links.gathered(trade, gathered);
                }
            }
            case Output.Concluded concluded -> {
                if (concluded.transaction().attachment() instanceof Trade trade) {
                    trades.remove(trade);
                    scene.each(oracle -> oracle.concluded(scene, trade, concluded.conclusion()));
                }
            }
        }
    }

    private void loaded(Output.Loaded loaded) {
        loads.remove(loaded.load());
        Play play = new Play(this, loaded.session(), loaded.load(), scene.states.decode(loaded.payload()));
        play.came(loaded.mail());
        plays.add(play);
        loaded.session().attach(play);
        scene.each(oracle -> oracle.loaded(scene, play, loaded));
        links.loaded(play);
    }

    private void ending(Output.Ending ending) {
        if (ending.session().attachment() instanceof Play play) {
            play.ending = true;
            scene.each(oracle -> oracle.ending(scene, play, ending));
            links.ending(play);
        }
    }

    private void finalDue(Output.FinalDue due) {
        if (due.session().attachment() instanceof Play play && !play.last) {
            feed(play.finish());
        }
    }

    private void saved(Output.Saved saved) {
        if (saved.session().attachment() instanceof Play play) {
            State state = play.acknowledge(saved.upTo());
            if (state != null) {
                scene.each(oracle -> oracle.saved(scene, play, state));
            }
        }
    }

    private void ended(Output.Ended ended) {
        if (ended.session().attachment() instanceof Play play) {
            play.over = true;
            play.ending = true;
            play.last = true;
            plays.remove(play);
            scene.each(oracle -> oracle.ended(scene, play, ended));
        }
    }

    void begin(Load load) {
        if (!alive || stopped) {
            return;
        }
        loads.add(load);
        scene.each(oracle -> oracle.began(scene, this, load));
        feed(new Input.Begin(load));
    }

    /** A session of the profile that the game may still use. */
    @Nullable
    Play play(ProfileId profile) {
        for (Play play : plays) {
            if (play.session.profile().equals(profile)) {
                return play;
            }
        }
        return null;
    }

    @Nullable
    Load load(ProfileId profile) {
        for (Load load : loads) {
            if (load.profile().equals(profile)) {
                return load;
            }
        }
        return null;
    }

    boolean isActive(Play play) {
        return alive && !stopped && node.isActive(play.session, now());
    }

    @Override
    public String toString() {
        return name;
    }
}
