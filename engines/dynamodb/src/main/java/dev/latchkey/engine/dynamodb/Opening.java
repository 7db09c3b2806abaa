package dev.latchkey.engine.dynamodb;

import dev.latchkey.engine.table.Rows;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Opens free sessions by one conditional request, which brings the data; the rows of the server and of the mailbox are read
 * beside it, at the same time. A server that is read as live may be buried before the request is done, and own a session
 * nevertheless: as if it had been buried a moment later, that session is free to whoever opens it. Where it is read as
 * buried, the opening is undone. Thread-safe.
 */
final class Opening {
    private static final String FREE = "attribute_not_exists(p) OR (attribute_exists(f) AND NOT contains(v, :claim))";

    private final Calls calls;
    private final DynamoTable table;
    private final InstantSource dates;
    private final RecordRules rules = new RecordRules();
    /** Servers that this process has found live and not gone since. */
    private final Set<Id> live = ConcurrentHashMap.newKeySet();

    Opening(Calls calls, DynamoTable table, InstantSource dates) {
        this.calls = calls;
        this.table = table;
        this.dates = dates;
    }

    /** What the request found, and whether it has opened the session. */
    private record Attempt(boolean granted, Item old, String mark) {}

    /** What a session that was granted still needs. */
    sealed interface Answer {
        /** All is said. */
        record Said(Outcome<OpenReply> outcome) implements Answer {}

        /** Granted, and letters wait. */
        record WithMail(OpenReply.Granted granted) implements Answer {}

        /** Nothing was changed; what is to be written can be told from what was read. */
        record ByKnown(List<Read> reads, Found known) implements Answer {}

        /** Nothing was changed, and it goes the long way. */
        record TheLongWay() implements Answer {}
    }

    void found(Id server) {
        live.add(server);
    }

    void gone(Id server) {
        live.remove(server);
    }

    Answer open(Open asked) {
        if (asked.mode() instanceof Open.Reclaim || !live.contains(asked.server())) {
            return new Answer.TheLongWay();
        }
        Instant now = dates.instant().truncatedTo(ChronoUnit.MICROS);
        RowKey key = Rows.key(asked.profile());
        String mark = table.stamps().next();
        var both = calls.both(
                () -> calls.call(client -> attempt(client, request(asked, key, mark, now), mark)),
                () -> table.reading()
                        .read(List.of(
                                new Get(Rows.key(asked.server()), false),
                                new Get(Rows.mailbox(asked.profile()), false))));
        return switch (both.here()) {
            case Outcome.NotDone<Attempt> not -> new Answer.Said(new Outcome.NotDone<>(not.failure()));
            case Outcome.Unknown<Attempt> unknown -> new Answer.Said(new Outcome.Unknown<>(unknown.failure()));
            case Outcome.Done<Attempt> done -> {
                try {
                    yield answer(asked, key, done.reply(), Reading.reply(both.there()), now);
                } catch (Reading.Failed | StoreException e) {
                    String words = String.valueOf(e.getMessage());
                    yield new Answer.Said(
                            done.reply().granted()
                                    ? Outcome.unknown(words, e.getCause())
                                    : Outcome.notDone(words, e.getCause()));
                }
            }
        };
    }

    private UpdateItemRequest request(Open asked, RowKey key, String mark, Instant now) {
        Map<String, AttributeValue> values = Map.of(
                ":o", Item.text(Item.opened(asked.server(), asked.claim(), now)),
                ":t", Item.text(mark),
                ":claim", Item.text(asked.claim().toString()));
        return UpdateItemRequest.builder()
                .tableName(calls.table())
                .key(Item.key(key))
                .conditionExpression(FREE)
                .updateExpression("SET o = :o, t = :t REMOVE f")
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_OLD)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private static Attempt attempt(DynamoDbClient client, UpdateItemRequest request, String mark) {
        try {
            return new Attempt(true, new Item(client.updateItem(request).attributes()), mark);
        } catch (ConditionalCheckFailedException e) {
            return new Attempt(false, new Item(e.hasItem() ? e.item() : Map.of()), mark);
        }
    }

    private Answer answer(Open asked, RowKey key, Attempt attempt, Found beside, Instant now) {
        ServerRow own = server(asked.server(), beside.rows().get(0));
        Item old = attempt.old();
        String value = old.isThere() ? old.value(key) : "";
        if (!attempt.granted()) {
            return refused(asked, key, old, value, own, beside, now);
        }
        String after = Rows.opened(asked.profile(), value, asked.server(), asked.claim(), now);
        table.recent().put(key, after, Item.stamp(attempt.mark(), old.parts()));
        ProfileRecord record = Rows.record(asked.profile(), value, body(old));
        OpenReply reply = rules.open(record, asked, id -> own, now).reply();
        return reply instanceof OpenReply.Granted granted
                ? granted(granted, beside)
                : new Answer.Said(undone(asked, key, attempt, reply));
    }

    /** S1: only a live server is granted a session. What was opened for one that is gone, and told to nobody, is closed. */
    private Outcome<OpenReply> undone(Open asked, RowKey key, Attempt attempt, OpenReply reply) {
        gone(asked.server());
        table.recent().forget(key);
        Outcome<Boolean> outcome = calls.call(client -> {
            try {
                close(client, key, attempt);
                return true;
            } catch (ConditionalCheckFailedException e) {
                // Somebody has taken it over.
                return false;
            }
        });
        return switch (outcome) {
            case Outcome.Done<Boolean> done -> Outcome.done(reply);
            case Outcome.NotDone<Boolean> not -> new Outcome.Unknown<>(not.failure());
            case Outcome.Unknown<Boolean> unknown -> new Outcome.Unknown<>(unknown.failure());
        };
    }

    private void close(DynamoDbClient client, RowKey key, Attempt attempt) {
        Map<String, AttributeValue> mine = Map.of(":was", Item.text(attempt.mark()));
        if (attempt.old().isThere()) {
            Map<String, AttributeValue> values = Action.Target.merged(
                    mine,
                    Map.of(":f", Item.text("1"), ":t", Item.text(table.stamps().next())));
            var unused = client.updateItem(request -> request.tableName(calls.table())
                    .key(Item.key(key))
                    .conditionExpression("t = :was")
                    .updateExpression("SET f = :f, t = :t REMOVE o")
                    .expressionAttributeValues(values));
        } else {
            var unused = client.deleteItem(request -> request.tableName(calls.table())
                    .key(Item.key(key))
                    .conditionExpression("t = :was")
                    .expressionAttributeValues(mine));
        }
    }

    /** Held by somebody, or by the asker itself, if nothing is to be written for it. */
    private Answer refused(
            Open asked, RowKey key, Item old, String value, @Nullable ServerRow own, Found beside, Instant now) {
        ProfileRecord head = old.isThere() ? Rows.record(asked.profile(), value, null) : null;
        Id owner = head == null ? null : head.head().owner();
        if (head == null || owner == null) {
            return new Answer.TheLongWay();
        }
        boolean mine = owner.equals(asked.server());
        List<Row> ofOwner = mine ? beside.rows().get(0) : owner(owner);
        ServerRow other = server(owner, ofOwner);
        ProfileRecord record = mine ? Rows.record(asked.profile(), value, body(old)) : head;
        var step = rules.open(record, asked, id -> id.equals(asked.server()) ? own : other, now);
        if (step.after() != null) {
            return known(asked, key, old, Rows.key(owner), ofOwner, beside);
        }
        return step.reply() instanceof OpenReply.Granted granted
                ? granted(granted, beside)
                : new Answer.Said(Outcome.done(step.reply()));
    }

    private Answer known(Open asked, RowKey key, Item old, RowKey owner, List<Row> ofOwner, Found beside) {
        List<Read> reads = List.of(
                new Get(key, true),
                new Get(Rows.key(asked.server()), false),
                new Get(Rows.mailbox(asked.profile()), false),
                new Get(owner, false));
        List<List<Row>> rows = List.of(
                List.of(old.row(key, body(old))),
                beside.rows().get(0),
                beside.rows().get(1),
                ofOwner);
        return new Answer.ByKnown(reads, new Found(null, rows));
    }

    private static Answer granted(OpenReply.Granted granted, Found beside) {
        List<Row> mailbox = beside.rows().get(1);
        return Rows.waiting(mailbox.isEmpty() ? null : mailbox.get(0).value()) > 0
                ? new Answer.WithMail(granted)
                : new Answer.Said(Outcome.done(granted));
    }

    private List<Row> owner(Id owner) {
        RowKey key = Rows.key(owner);
        Row gone = table.recent().buried(key);
        if (gone != null) {
            return List.of(gone);
        }
        List<Row> rows = Reading.reply(table.reading().read(List.of(new Get(key, false))))
                .rows()
                .get(0);
        ServerRow row = server(owner, rows);
        if (row != null && row.buried()) {
            table.recent().buried(rows.get(0));
        }
        return rows;
    }

    private static @Nullable ServerRow server(Id server, List<Row> rows) {
        return rows.isEmpty() ? null : Rows.server(server, rows.get(0).value());
    }

    private byte[] body(Item item) {
        Optional<byte[]> body = table.reading().body(item);
        if (body.isEmpty()) {
            throw new Reading.Failed(
                    new Outcome.Failure("the profile changed while its data was being read; try again", null));
        }
        return body.get();
    }
}
