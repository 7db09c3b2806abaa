package dev.latchkey.simulation;

import dev.latchkey.core.Load;
import java.util.ArrayList;
import java.util.List;

/** Everything that can happen next in a {@link SmallWorld}. */
final class Choices {
    private final SmallWorld world;
    private final Bounds bounds;
    private final List<Choice> all = new ArrayList<>();

    Choices(SmallWorld world) {
        this.world = world;
        bounds = world.bounds;
    }

    private int left(Choice.Kind kind, int bound) {
        return bound - world.done.getOrDefault(kind, 0);
    }

    /** Always in the same order. */
    List<Choice> all() {
        for (int i = 0; i < world.pending.size(); i++) {
            addPending(i);
        }
        // Servers differ in nothing but their names: they come into play in the order of those.
        boolean untouched = false;
        for (int i = 0; i < world.scene.servers.size() && !untouched; i++) {
            addGame(i);
            untouched = world.begun[i] == 0 && !world.buried.get(i);
        }
        if (left(Choice.Kind.TICK, bounds.ticks()) > 0 && world.nextDeadline() != Long.MAX_VALUE) {
            all.add(new Choice(Choice.Kind.TICK, 0));
        }
        return all;
    }

    private void addPending(int index) {
        boolean mayTimeOut = left(Choice.Kind.TIME_OUT, bounds.timeouts()) > 0;
        switch (world.pending.get(index)) {
            case Pending.Asked asked -> {
                all.add(new Choice(Choice.Kind.EXECUTE, index));
                if (mayTimeOut) {
                    all.add(new Choice(Choice.Kind.TIME_OUT, index));
                }
            }
            case Pending.Stale stale -> all.add(new Choice(Choice.Kind.EXECUTE, index));
            case Pending.Reply reply -> {
                all.add(new Choice(Choice.Kind.DELIVER, index));
                if (mayTimeOut) {
                    all.add(new Choice(Choice.Kind.TIME_OUT, index));
                }
            }
            case Pending.Mail mail -> {
                all.add(new Choice(Choice.Kind.DELIVER, index));
                if (left(Choice.Kind.DOUBLE, bounds.doubles()) > 0) {
                    all.add(new Choice(Choice.Kind.DOUBLE, index));
                }
            }
        }
    }

    private void addGame(int index) {
        Server server = world.scene.servers.get(index);
        Play play = server.play(SmallWorld.PROFILE);
        Load load = server.load(SmallWorld.PROFILE);
        if ((play == null || play.last) && load == null && world.begun[index] < bounds.loads()) {
            all.add(new Choice(Choice.Kind.BEGIN, index));
        }
        if (load != null && left(Choice.Kind.ABANDON, bounds.abandons()) > 0) {
            all.add(new Choice(Choice.Kind.ABANDON, index));
        }
        if (play != null && !play.last) {
            addPlay(index, play);
        }
        if (left(Choice.Kind.BURY, bounds.burials()) > 0) {
            all.add(new Choice(Choice.Kind.BURY, index));
        }
    }

    private void addPlay(int index, Play play) {
        if (play.ending) {
            all.add(new Choice(Choice.Kind.FINISH, index));
            return;
        }
        if (left(Choice.Kind.SAVE, bounds.saves()) > 0 && play.server.isActive(play)) {
            all.add(new Choice(Choice.Kind.SAVE, index));
        }
        if (left(Choice.Kind.CLOSE, bounds.closes()) > 0) {
            all.add(new Choice(Choice.Kind.CLOSE, index));
        }
        if (left(Choice.Kind.TRANSFER, bounds.transfers()) > 0) {
            all.add(new Choice(Choice.Kind.TRANSFER, index));
        }
    }
}
