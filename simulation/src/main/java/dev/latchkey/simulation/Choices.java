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

    private boolean may(Choice.Kind kind) {
        return world.done(kind) < bounds.most(kind);
    }

    private void addIf(Choice.Kind kind, int index) {
        if (may(kind)) {
            all.add(new Choice(kind, index));
        }
    }

    /** Always in the same order. */
    List<Choice> all() {
        for (int i = 0; i < world.pending.size(); i++) {
            addPending(i);
        }
        // Servers differ in nothing but their names: they come into play in the order of those.
        boolean untouched = false;
        for (int i = 0; i < bounds.servers() && !untouched; i++) {
            addGame(i);
            untouched = world.begun[i] == 0 && !world.touched.get(i);
        }
        if (world.isDue()) {
            addIf(Choice.Kind.TICK, 0);
        }
        if (world.nextDeadline() != Long.MAX_VALUE) {
            addIf(Choice.Kind.LEAP, 0);
        }
        if (world.scene.record(SmallWorld.PROFILE) != null) {
            addIf(Choice.Kind.EDIT, 0);
            addIf(Choice.Kind.ERASE, 0);
        }
        return all;
    }

    private void addPending(int index) {
        boolean mayTimeOut = may(Choice.Kind.TIME_OUT);
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
                if (may(Choice.Kind.DOUBLE)) {
                    all.add(new Choice(Choice.Kind.DOUBLE, index));
                }
            }
        }
    }

    private void addGame(int index) {
        Server server = world.servers.get(index);
        if (!SmallWorld.runs(server)) {
            addIf(Choice.Kind.RESTART, index);
            return;
        }
        Play play = server.play(SmallWorld.PROFILE);
        Load load = server.load(SmallWorld.PROFILE);
        if (!server.stopping && (play == null || play.last) && load == null && world.begun[index] < bounds.loads()) {
            all.add(new Choice(Choice.Kind.BEGIN, index));
        }
        if (load != null) {
            addIf(Choice.Kind.ABANDON, index);
        }
        if (play != null && !play.last) {
            addPlay(index, play);
        }
        if (!server.stopping) {
            addIf(Choice.Kind.TRADE, index);
            addIf(Choice.Kind.POST, index);
        }
        addIf(Choice.Kind.BURY, index);
        if (world.begun[index] > 0 || world.touched.get(index)) {
            addIf(Choice.Kind.CRASH, index);
            if (!server.stopping) {
                addIf(Choice.Kind.STOP, index);
            }
        }
    }

    private void addPlay(int index, Play play) {
        if (play.ending) {
            all.add(new Choice(Choice.Kind.FINISH, index));
            return;
        }
        if (play.server.isActive(play) && play.frozen == null) {
            addIf(Choice.Kind.SAVE, index);
            if (!play.mail.isEmpty()) {
                addIf(Choice.Kind.HANDLE, index);
            }
        }
        addIf(Choice.Kind.CLOSE, index);
        addIf(Choice.Kind.TRANSFER, index);
    }
}
