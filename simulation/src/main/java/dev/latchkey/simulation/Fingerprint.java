package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.JournalEntry;
import dev.latchkey.core.Request;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.ServerRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A state of a {@link SmallWorld} as a number: everything that decides what can happen from here on, but for names
 * and for what can no longer be told apart. Two states of one number have the same futures, as far as the one that
 * has {@link Spent less} behind it can go.
 */
final class Fingerprint {
    private final SmallWorld world;
    private final Map<Id, ServerRow> rows;
    private final long horizon;
    private final Names names;
    private final Digest digest;
    private final String[] described;
    /** Servers in an order that does not depend on their names, as far as they differ. */
    private final int[] order;

    private Fingerprint(SmallWorld world) {
        this.world = world;
        rows = world.scene.engine.serverRows();
        horizon = world.reach();
        names = new Names(world.scene, rows, horizon);
        digest = new Digest(names);
        described = new String[world.servers.size()];
        for (int i = 0; i < described.length; i++) {
            Server server = world.servers.get(i);
            described[i] = SmallWorld.runs(server) ? server.node.describe(server.now()) : "";
        }
        order = order();
    }

    static long of(SmallWorld world, int[] order) {
        Fingerprint print = new Fingerprint(world);
        System.arraycopy(print.order, 0, order, 0, order.length);
        for (int machine : print.order) {
            print.server(print.digest, machine);
        }
        print.pending();
        for (ProfileRecord record : world.scene.engine.records().values()) {
            print.record(record);
        }
        print.rows();
        print.digest.number(world.done(Choice.Kind.TICK)).number(world.done(Choice.Kind.LEAP));
        return print.digest.value();
    }

    private int[] order() {
        int count = described.length;
        long[] each = new long[count];
        for (int i = 0; i < count; i++) {
            Digest alone = new Digest(new Names(world.scene, rows, horizon));
            server(alone, i);
            each[i] = alone.value();
        }
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) {
            int at = i;
            for (; at > 0 && each[sorted[at - 1]] > each[i]; at--) {
                sorted[at] = sorted[at - 1];
            }
            sorted[at] = i;
        }
        return sorted;
    }

    private void server(Digest to, int machine) {
        Server server = world.servers.get(machine);
        to.flag(world.begun[machine] > 0).flag(world.touched.get(machine)).flag(server.stopping);
        List<JournalEntry> journal = world.scene.journal(server);
        if (!journal.isEmpty()) {
            to.add(journal);
        }
        if (world.bounds.restarts()) {
            to.add(server.ids);
        }
        if (!SmallWorld.runs(server)) {
            to.number(0);
            return;
        }
        to.described(described[machine], server.node.server());
        for (Play play : server.plays) {
            play.digest(to);
        }
        for (Trade trade : server.trades) {
            to.add(trade.made);
        }
    }

    /** In any order: each can be picked. */
    private void pending() {
        int count = world.pending.size();
        long[] all = new long[count];
        long known = names.known();
        for (int i = 0; i < count; i++) {
            all[i] = of(world.pending.get(i));
            names.forget(known);
        }
        List<Integer> sorted = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sorted.add(i);
        }
        sorted.sort((one, other) -> Long.compare(all[one], all[other]));
        for (int each : sorted) {
            digest.number(of(world.pending.get(each)));
        }
    }

    private long of(Pending item) {
        Digest one = new Digest(names);
        int machine = world.servers.indexOf(item.server());
        for (int i = 0; i < order.length; i++) {
            if (order[i] == machine) {
                one.number(i);
            }
        }
        switch (item) {
            case Pending.Asked asked -> one.number(11).add(body(asked.request()));
            case Pending.Stale stale -> one.number(12).add(body(stale.request()));
            case Pending.Reply reply -> {
                one.number(13).add(body(reply.request()));
                if (reply.input() instanceof Input.Completed<?> completed) {
                    one.add(completed.outcome());
                }
            }
            case Pending.Mail mail -> one.number(14).add(mail.message());
        }
        return one.value();
    }

    private static Record body(Request<?> request) {
        return switch (request) {
            case Request.ToOpen to -> to.open;
            case Request.ToCommit to -> to.commit;
            case Request.ToCancel to -> to.cancel;
            case Request.ToRegister to -> to.registration;
            case Request.ToRenew to -> to.renewal;
            case Request.ToBury to -> to.burial;
            case Request.ToKeep to -> to.orphan;
            case Request.ToRead to -> to.profile;
            case Request.ToFetch to -> to.fetch;
            case Request.ToPost to -> to.letter;
        };
    }

    private void record(ProfileRecord record) {
        Head head = record.head();
        digest.add(head).number(head.asks()).number(head.spent().size());
        digest.add(record.payload()).flag(record.erased()).add(record.contested());
        digest.add(world.scene.erased.get(record.profile()));
        // Claims that nobody knows any more are never asked about.
        long[] spent = new long[head.spent().size()];
        for (int i = 0; i < spent.length; i++) {
            spent[i] = names.find(SmallIds.code(head.spent().get(i)));
        }
        Arrays.sort(spent);
        for (long each : spent) {
            digest.number(each);
        }
    }

    /** Those of servers that anybody knows of. */
    private void rows() {
        long sum = 0;
        for (ServerRow row : rows.values()) {
            int number = names.find(SmallIds.code(row.server()));
            if (number < 0) {
                continue;
            }
            Digest one = new Digest(names).number(number).flag(row.buried());
            if (!row.buried()) {
                one.add(row.leaseEnd()).add(row.since());
            }
            sum += one.value();
        }
        digest.number(sum);
        sum = 0;
        for (var each : world.scene.engine.losses().entrySet()) {
            if (!each.getValue().isEmpty()) {
                sum += new Digest(names).add(each.getKey()).add(each.getValue()).value();
            }
        }
        digest.number(sum);
        if (!world.scene.engine.letters().isEmpty()) {
            digest.plain(world.scene.engine.letters().toString());
        }
    }
}
