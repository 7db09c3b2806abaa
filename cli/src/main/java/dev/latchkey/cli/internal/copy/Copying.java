package dev.latchkey.cli.internal.copy;

import dev.latchkey.cli.internal.copy.Pairs.Pair;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.ServerInfo;
import dev.latchkey.spi.Relocation.Unpacked;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Moves a whole store. What is the same on both sides already is passed over, so a copy that was broken off goes on where it
 * was; there is no other mark. It is over when a look at every profile of both sides has found them the same, while no server
 * was live on either, nor came meanwhile. For one thread.
 */
public final class Copying {
    private static final int SHOWN = 10;

    private final Side from;
    private final boolean follow;
    private final Watcher watcher;
    private int passes;
    private long copied;

    /**
     * @param follow whether to go on for as long as servers are live on the first store
     * @throws Refusal if servers are live and are not to be followed
     */
    public Copying(OpenStore from, boolean follow, Watcher watcher) {
        this.from = new Side(from);
        this.follow = follow;
        this.watcher = watcher;
        checkFrom();
    }

    /** A server's row, as far as it tells whether the server did anything. */
    private record Sign(Id server, long beat, boolean buried) {}

    private static List<Sign> signs(List<ServerInfo> servers) {
        return servers.stream()
                .map(each -> new Sign(each.server(), each.beat(), each.buried()))
                .toList();
    }

    private static List<ServerInfo> live(List<ServerInfo> servers) {
        return servers.stream().filter(ServerInfo::live).toList();
    }

    static String names(List<ServerInfo> servers) {
        return servers.stream()
                .map(each -> each.name() + " (" + each.sessions() + " sessions)")
                .collect(Collectors.joining(", "));
    }

    /**
     * Copies until both sides are the same, or it is known that they are not. Once only.
     *
     * @throws Refusal if that cannot be
     * @throws dev.latchkey.spi.StoreException if a store does not answer
     */
    public Report run(OpenStore target) {
        Side to = new Side(target);
        long total = Admission.check(from, to);
        while (true) {
            List<ServerInfo> before = from.servers();
            boolean live = !live(before).isEmpty();
            Pass pass = pass(to, total, "copied", true);
            copied += pass.changed();
            if (live) {
                watcher.note("pass " + passes + ": " + pass.changed() + " profiles were new or had changed; live: "
                        + names(live(before)));
                watcher.pause();
                continue;
            }
            Pass last = pass.changed() == 0 ? pass : pass(to, total, "compared", false);
            List<ServerInfo> after = from.servers();
            if (signs(after).equals(signs(before)) && live(after).isEmpty()) {
                Admission.checkUnused(to);
                return Report.of(last, passes, copied);
            }
            checkCame(after);
        }
    }

    private void checkFrom() {
        List<ServerInfo> servers = from.servers();
        List<ServerInfo> live = live(servers);
        if (!live.isEmpty() && !follow) {
            throw Refusal.failed("servers are live on the first store: " + names(live)
                    + "; stop them, or say --follow to copy until they have left");
        }
        List<ServerInfo> silent = servers.stream()
                .filter(each -> !each.live() && each.sessions() > 0)
                .toList();
        if (!silent.isEmpty()) {
            watcher.note("sessions that are moved as last stored, since their servers are gone: " + names(silent));
        }
    }

    private void checkCame(List<ServerInfo> after) {
        if (!follow) {
            throw Refusal.failed("servers did something on the first store while it was copied: " + names(after)
                    + "; stop them, then start the copy again: it goes on where it was");
        }
        watcher.note("servers did something on the first store meanwhile: once more");
    }

    private Pass pass(Side to, long total, String verb, boolean write) {
        passes++;
        Pairs pairs = new Pairs(from, to);
        Pass sum = new Pass(Tally.NONE, Tally.NONE, 0, List.of(), 0);
        long done = 0;
        for (List<Pair> batch = pairs.batch(); !batch.isEmpty(); batch = pairs.batch()) {
            done += batch.size();
            if (write) {
                put(to, batch.stream().filter(pair -> !pair.same()).toList());
            }
            sum = plus(sum, batch, write);
            watcher.at(passes, verb, done, Math.max(total, done), sum.changed());
        }
        return sum;
    }

    private static Pass plus(Pass sum, List<Pair> batch, boolean write) {
        List<Pair> other = batch.stream().filter(pair -> !pair.same()).toList();
        Tally left = sum.from();
        Tally right = sum.to();
        for (Pair pair : batch) {
            left = left.plus(Tally.of(pair.from()));
            right = right.plus(Tally.of(pair.to()));
        }
        List<Different> different = new ArrayList<>(sum.different());
        other.stream()
                .limit(SHOWN - different.size())
                .forEach(pair -> different.add(Different.of(pair.from(), pair.to())));
        return new Pass(
                left,
                right,
                sum.changed() + (write ? other.size() : 0),
                List.copyOf(different),
                sum.differences() + other.size());
    }

    /** What the first store has no more goes from the second, too: ids of letters that it has forgotten. */
    private static void put(Side to, List<Pair> other) {
        List<Belongings> next = other.stream().map(Pair::from).toList();
        List<Unpacked> replies = to.unpack(next);
        for (int i = 0; i < replies.size(); i++) {
            if (!replies.get(i).applied()) {
                throw Admission.taken(next.get(i).profile(), replies.get(i).found());
            }
        }
    }
}
