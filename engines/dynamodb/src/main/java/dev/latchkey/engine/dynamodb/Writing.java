package dev.latchkey.engine.dynamodb;

import dev.latchkey.engine.table.Rows;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.TransactionalTable.Add;
import dev.latchkey.spi.TransactionalTable.Change;
import dev.latchkey.spi.TransactionalTable.Check;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Group;
import dev.latchkey.spi.TransactionalTable.Put;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.Remove;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Applies groups of changes: one row is one conditional request, several are one transaction. Thread-safe.
 */
final class Writing {
    /** What the service takes in one transaction. */
    static final int MOST_ACTIONS = 100;

    private final Calls calls;
    private final Bodies bodies;
    private final Stamps stamps;
    private final Recent recent;
    private final Reading reading;
    private final Leftovers leftovers;

    Writing(Calls calls, Bodies bodies, Stamps stamps, Recent recent, Reading reading, Leftovers leftovers) {
        this.leftovers = leftovers;
        this.reading = reading;
        this.calls = calls;
        this.bodies = bodies;
        this.stamps = stamps;
        this.recent = recent;
    }

    /** A group that the service does not take, however often it is sent. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany(int rows) {
            super(
                    "this would change more rows than DynamoDB does in one step: rows=" + rows + " limit="
                            + MOST_ACTIONS,
                    null,
                    false,
                    false);
        }
    }

    /** What one request changes, and what is to be done once it has. */
    private static final class Plan {
        final List<Action> actions = new ArrayList<>();
        final Map<RowKey, Put> values = new LinkedHashMap<>();
        final Map<RowKey, String> stamps = new HashMap<>();
        /** Parts that are loose if the request fails. */
        final List<String> fresh = new ArrayList<>();
        /** Parts that are loose once it is done. */
        final List<String> old = new ArrayList<>();

        final List<Leftovers.Condemned> condemned = new ArrayList<>();
        /** What is removed once the request is done. */
        final List<Leftovers.Condemned> later = new ArrayList<>();
        /** The note of these. */
        final String note;

        Plan(String note) {
            this.note = note;
        }
    }

    Outcome<Boolean> write(Group group) {
        if (group.changes().isEmpty()) {
            return holds(group.checks());
        }
        Plan plan = new Plan(stamps.next());
        try {
            plan(plan, group);
        } catch (Reading.Failed failed) {
            plan.fresh.forEach(bodies::remove);
            return Outcome.notDone(String.valueOf(failed.getMessage()), failed.getCause());
        }
        if (plan.actions.size() > MOST_ACTIONS) {
            plan.fresh.forEach(bodies::remove);
            TooMany many = new TooMany(plan.actions.size());
            return Outcome.notDone(String.valueOf(many.getMessage()), many);
        }
        Outcome<Boolean> outcome = calls.call(client -> send(client, plan));
        settle(plan, group, outcome);
        return outcome;
    }

    /** Where nothing is to be changed, reading says as much, and is in nobody's way. */
    private Outcome<Boolean> holds(List<Check> checks) {
        List<Read> reads =
                checks.stream().map(check -> (Read) new Get(check.key(), false)).toList();
        return Bodies.map(reading.read(reads), found -> {
            for (int i = 0; i < checks.size(); i++) {
                List<Row> rows = found.rows().get(i);
                String stamp = rows.isEmpty() ? null : rows.get(0).stamp();
                if (!Objects.equals(stamp, checks.get(i).stamp())) {
                    return false;
                }
            }
            return true;
        });
    }

    private void plan(Plan plan, Group group) {
        Map<RowKey, Check> checks = new LinkedHashMap<>();
        group.checks().forEach(check -> checks.put(check.key(), check));
        for (Change change : group.changes()) {
            Check check = checks.remove(change.key());
            switch (change) {
                case Put put -> put(plan, put, check);
                case Remove remove -> plan.condemned.add(condemned(remove, check));
                case Add add -> add(plan, add, check);
            }
        }
        checks.values().stream()
                .filter(check -> !recent.isSure(check))
                .forEach(check -> plan.actions.add(new Action.Only(condition(check))));
        remove(plan);
    }

    private Action.Target condition(Check check) {
        return target(check.key(), check);
    }

    private static Action.Target target(RowKey key, @Nullable Check check) {
        if (check == null) {
            return new Action.Target(key, null, Map.of());
        }
        String stamp = check.stamp();
        return stamp == null
                ? new Action.Target(key, "attribute_not_exists(p)", Map.of())
                : new Action.Target(key, "t = :was", Map.of(":was", Item.text(Item.mark(stamp))));
    }

    private void put(Plan plan, Put put, @Nullable Check check) {
        String mark = stamps.next();
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":v", Item.text(put.value()));
        values.put(":t", Item.text(mark));
        StringBuilder set = new StringBuilder("SET v = :v, t = :t");
        StringBuilder remove = new StringBuilder(" REMOVE o, n");
        byte[] body = put.body();
        String had = check == null || check.stamp() == null ? null : Item.parts(check.stamp());
        String parts = body == null ? had : null;
        if (body != null && body.length > Bodies.LONGEST) {
            throw new Reading.Failed(new Outcome.Failure(
                    "the data is longer than this store takes: bytes=" + body.length + " limit=" + Bodies.LONGEST,
                    null));
        }
        if (body != null && body.length > Bodies.LONGEST_INLINE) {
            parts = Reading.reply(bodies.write(body));
            plan.fresh.add(parts);
            plan.actions.add(new Action.Delete(target(new RowKey(Bodies.LOOSE, parts), null)));
            values.put(":c", Item.text(parts));
            set.append(", c = :c");
            remove.append(", b");
        } else if (body != null && body.length > 0) {
            values.put(
                    ":b",
                    AttributeValue.builder()
                            .b(SdkBytes.fromByteArrayUnsafe(body))
                            .build());
            set.append(", b = :b");
            remove.append(", c");
        } else if (body != null) {
            remove.append(", b, c");
        }
        if (body != null && had != null) {
            loosen(plan, had);
        }
        if (put.key().table().equals(Rows.PROFILES)
                && Rows.isFree(Rows.profile(put.key().name()), put.value())) {
            values.put(":f", Item.text("1"));
            set.append(", f = :f");
        } else {
            remove.append(", f");
        }
        plan.actions.add(
                new Action.Change(target(put.key(), check), set.append(remove).toString(), values));
        plan.values.put(put.key(), put);
        plan.stamps.put(put.key(), Item.stamp(mark, parts));
    }

    private void loosen(Plan plan, String parts) {
        plan.old.add(parts);
        plan.actions.add(new Action.Whole(new RowKey(Bodies.LOOSE, parts), bodies.loose(parts)));
    }

    private static Leftovers.Condemned condemned(Remove remove, @Nullable Check check) {
        String stamp = check == null ? null : check.stamp();
        return new Leftovers.Condemned(
                remove.key(), stamp == null ? null : Item.mark(stamp), stamp == null ? null : Item.parts(stamp));
    }

    /** As many as there is room for go with the rest, and of the others a note. */
    private void remove(Plan plan) {
        int room = MOST_ACTIONS - plan.actions.size();
        int all = plan.condemned.stream()
                .mapToInt(row -> row.parts() == null ? 1 : 2)
                .sum();
        int now = all <= room ? plan.condemned.size() : Math.max(0, Math.min(plan.condemned.size(), room - 1) / 2);
        for (Leftovers.Condemned row : plan.condemned.subList(0, now)) {
            if (row.parts() != null) {
                loosen(plan, row.parts());
            }
            plan.actions.add(row.action());
        }
        plan.later.addAll(plan.condemned.subList(now, plan.condemned.size()));
        if (!plan.later.isEmpty()) {
            Action.Whole note = leftovers.note(plan.note, plan.later);
            if (note == null) {
                TooMany many = new TooMany(plan.actions.size() + plan.later.size());
                throw new Reading.Failed(new Outcome.Failure(String.valueOf(many.getMessage()), many));
            }
            plan.actions.add(note);
        }
    }

    private void add(Plan plan, Add add, @Nullable Check check) {
        plan.actions.add(new Action.Change(
                target(add.key(), check),
                "SET t = :t ADD n :n",
                Map.of(":t", Item.text(stamps.next()), ":n", Item.number(add.amount()))));
    }

    /** Whether it was done; false where a condition did not hold. */
    private boolean send(DynamoDbClient client, Plan plan) {
        try {
            if (plan.actions.size() == 1 && plan.actions.get(0).alone(client, calls.table())) {
                return true;
            }
            List<TransactWriteItem> items = plan.actions.stream()
                    .map(action -> action.together(calls.table()))
                    .toList();
            var unused = client.transactWriteItems(
                    TransactWriteItemsRequest.builder().transactItems(items).build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (TransactionCanceledException e) {
            if (Failures.refused(e)) {
                return false;
            }
            throw e;
        }
    }

    private void settle(Plan plan, Group group, Outcome<Boolean> outcome) {
        boolean done = outcome instanceof Outcome.Done<Boolean>(Boolean reply) && reply;
        group.changes().forEach(change -> recent.forget(change.key()));
        if (done) {
            plan.values.forEach((key, put) -> recent.put(key, put.value(), plan.stamps.getOrDefault(key, "")));
            plan.old.forEach(bodies::remove);
            if (!plan.later.isEmpty()) {
                leftovers.finish(plan.note, plan.later);
            }
            return;
        }
        group.checks().forEach(check -> recent.forget(check.key()));
        if (!(outcome instanceof Outcome.Unknown)) {
            plan.fresh.forEach(bodies::remove);
        }
    }
}
