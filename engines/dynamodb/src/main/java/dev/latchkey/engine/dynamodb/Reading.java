package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/**
 * Reads rows, consistently. One is one request; several are one transaction, or, where they are more than one can take, read
 * until two readings in a row found the same, which then was so at every moment between them. What tables list is read after
 * that, so that whoever checks a row that changes with the list has not missed anything. Thread-safe.
 */
final class Reading {
    /** Items of 128 KB and a little are within a transaction's 4 MB. */
    private static final int AT_ONCE = 25;

    private static final int MOST_READINGS = 20;

    private final Calls calls;
    private final Bodies bodies;

    Reading(Calls calls, Bodies bodies) {
        this.calls = calls;
        this.bodies = bodies;
    }

    /** Something could not be read. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Outcome.Failure failure;

        Failed(Outcome.Failure failure) {
            super(failure.message(), failure.cause());
            this.failure = failure;
        }
    }

    static <R> R reply(Outcome<R> outcome) {
        return switch (outcome) {
            case Outcome.Done<R> done -> done.reply();
            case Outcome.NotDone<R> not -> throw new Failed(not.failure());
            case Outcome.Unknown<R> unknown -> throw new Failed(unknown.failure());
        };
    }

    Outcome<Found> read(List<Read> reads) {
        try {
            Map<RowKey, Boolean> wanted = new LinkedHashMap<>();
            for (Read read : reads) {
                if (read instanceof Get get) {
                    wanted.merge(get.key(), get.body(), Boolean::logicalOr);
                }
            }
            Map<RowKey, Row> rows = new HashMap<>();
            List<Get> gets = wanted.entrySet().stream()
                    .map(each -> new Get(each.getKey(), each.getValue()))
                    .toList();
            if (!gets.isEmpty()) {
                rows.putAll(stable(gets));
            }
            List<Scan> scans = reads.stream()
                    .filter(Scan.class::isInstance)
                    .map(Scan.class::cast)
                    .distinct()
                    .toList();
            Map<Scan, List<Row>> scanned = new HashMap<>();
            List<List<Row>> lists = calls.each(scans, this::scan);
            for (int i = 0; i < scans.size(); i++) {
                scanned.put(scans.get(i), lists.get(i));
            }
            List<List<Row>> found = new ArrayList<>(reads.size());
            for (Read read : reads) {
                found.add(
                        switch (read) {
                            case Get get -> one(rows.get(get.key()), get.body());
                            case Scan scan -> scanned.getOrDefault(scan, List.of());
                        });
            }
            return Outcome.done(new Found(null, found));
        } catch (Failed failed) {
            return new Outcome.NotDone<>(failed.failure);
        } catch (StoreException damaged) {
            return Outcome.notDone(String.valueOf(damaged.getMessage()), damaged);
        }
    }

    private static List<Row> one(@Nullable Row row, boolean body) {
        if (row == null) {
            return List.of();
        }
        return List.of(body ? row : new Row(row.key(), row.value(), null, row.stamp()));
    }

    /** Rows of one moment, with the bodies that are wanted. */
    private Map<RowKey, Row> stable(List<Get> gets) {
        Map<RowKey, Item> before = Map.of();
        for (int reading = 0; reading < MOST_READINGS; reading++) {
            Map<RowKey, Item> items = items(gets);
            boolean moment = gets.size() <= AT_ONCE || (reading > 0 && same(before, items));
            Map<RowKey, Row> rows = moment ? bodies(gets, items) : null;
            if (rows != null) {
                return rows;
            }
            before = items;
        }
        throw new Failed(
                new Outcome.Failure("rows changed again and again while they were being read; try again", null));
    }

    private static boolean same(Map<RowKey, Item> one, Map<RowKey, Item> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream().allMatch(key -> stamp(one, key).equals(stamp(other, key)));
    }

    private static String stamp(Map<RowKey, Item> items, RowKey key) {
        Item item = items.get(key);
        return item == null ? "" : item.stamp();
    }

    /** Null where a row has another body by now. */
    private @Nullable Map<RowKey, Row> bodies(List<Get> gets, Map<RowKey, Item> items) {
        Map<RowKey, Row> rows = new HashMap<>();
        for (Get get : gets) {
            Item item = items.get(get.key());
            if (item == null) {
                continue;
            }
            byte[] body = null;
            if (get.body()) {
                Optional<byte[]> found = body(item);
                if (found.isEmpty()) {
                    return null;
                }
                body = found.get();
            }
            rows.put(get.key(), item.row(get.key(), body));
        }
        return rows;
    }

    /** The body of an item, wherever it is; empty where it is there no more. */
    Optional<byte[]> body(Item item) {
        String parts = item.parts();
        return parts == null ? Optional.of(item.body()) : reply(bodies.read(parts));
    }

    private Map<RowKey, Item> items(List<Get> gets) {
        if (gets.size() == 1) {
            Get get = gets.get(0);
            Item item = reply(calls.call(client -> get(client, get)));
            return item.isThere() ? Map.of(get.key(), item) : Map.of();
        }
        Map<RowKey, Item> found = new HashMap<>();
        for (int from = 0; from < gets.size(); from += AT_ONCE) {
            List<Get> some = gets.subList(from, Math.min(gets.size(), from + AT_ONCE));
            List<ItemResponse> responses = reply(calls.call(
                    client -> client.transactGetItems(transaction(some)).responses()));
            for (int i = 0; i < some.size(); i++) {
                if (responses.get(i).hasItem() && !responses.get(i).item().isEmpty()) {
                    found.put(some.get(i).key(), new Item(responses.get(i).item()));
                }
            }
        }
        return found;
    }

    private Item get(DynamoDbClient client, Get get) {
        GetItemRequest.Builder request = GetItemRequest.builder()
                .tableName(calls.table())
                .key(Item.key(get.key()))
                .consistentRead(true);
        if (!get.body()) {
            request.projectionExpression(Item.WITHOUT_BODY);
        }
        return new Item(client.getItem(request.build()).item());
    }

    private TransactGetItemsRequest transaction(List<Get> gets) {
        List<TransactGetItem> items = gets.stream()
                .map(get -> TransactGetItem.builder()
                        .get(each -> each.tableName(calls.table())
                                .key(Item.key(get.key()))
                                .projectionExpression(get.body() ? null : Item.WITHOUT_BODY))
                        .build())
                .toList();
        return TransactGetItemsRequest.builder().transactItems(items).build();
    }

    private List<Row> scan(Scan scan) {
        return items(scan).stream()
                .map(item -> item.row(new RowKey(scan.table(), item.name()), null))
                .toList();
    }

    /** The items that a scan asks for, without bodies. */
    List<Item> items(Scan scan) {
        if (!scan.before().isEmpty() && scan.from().compareTo(scan.before()) >= 0) {
            return List.of();
        }
        List<Item> items = new ArrayList<>();
        Map<String, AttributeValue> last = Map.of();
        do {
            QueryRequest request = query(scan, scan.limit() - items.size(), last);
            QueryResponse response = reply(calls.call(client -> client.query(request)));
            response.items().stream()
                    .map(Item::new)
                    .filter(item -> scan.before().isEmpty() || !item.name().equals(scan.before()))
                    .forEach(items::add);
            last = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : Map.of();
        } while (!last.isEmpty() && items.size() < scan.limit());
        return items.size() > scan.limit() ? items.subList(0, scan.limit()) : items;
    }

    private QueryRequest query(Scan scan, int limit, Map<String, AttributeValue> last) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":p", Item.text(scan.table()));
        String bounds = "";
        if (!scan.from().isEmpty()) {
            values.put(":from", Item.text(scan.from()));
            bounds = " AND s >= :from";
        }
        if (!scan.before().isEmpty()) {
            values.put(":before", Item.text(scan.before()));
            // A key may have one condition: between includes its end, which is left out later.
            bounds = scan.from().isEmpty() ? " AND s < :before" : " AND s BETWEEN :from AND :before";
        }
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(calls.table())
                .consistentRead(true)
                .keyConditionExpression("p = :p" + bounds)
                .expressionAttributeValues(values)
                .projectionExpression(Item.WITHOUT_BODY)
                .scanIndexForward(!scan.backwards());
        if (limit < 10_000) {
            request.limit(limit + 1);
        }
        if (!last.isEmpty()) {
            request.exclusiveStartKey(last);
        }
        return request.build();
    }
}
