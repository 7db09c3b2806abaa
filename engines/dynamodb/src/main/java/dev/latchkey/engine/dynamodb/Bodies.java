package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.Outcome;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Bodies that are too long for their row's item, in parts of items of their own, which are never changed. They are written
 * before the row names them and removed after it does no more; what is not (yet) named by a row is listed as loose, and
 * removed some day by whoever sweeps. Thread-safe.
 */
final class Bodies {
    /** An item has at most 400 KB; 25 of these are within the 4 MB of a transaction. */
    static final int LONGEST_INLINE = 128 << 10;

    /** What one batch can write. */
    static final int LONGEST = 8 << 20;

    static final String LOOSE = "loose";
    private static final int PART = 384 << 10;
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final Calls calls;
    private final Stamps stamps;
    private final InstantSource dates;

    Bodies(Calls calls, Stamps stamps, InstantSource dates) {
        this.calls = calls;
        this.stamps = stamps;
        this.dates = dates;
    }

    private static String table(String parts) {
        return "body/" + parts;
    }

    private static int count(String parts) {
        return Integer.parseInt(parts.substring(parts.lastIndexOf('.') + 1));
    }

    private static String name(int part) {
        return String.format(java.util.Locale.ROOT, "%04d", part);
    }

    /** Writes a body that no row names yet, and says by which name one may. */
    Outcome<String> write(byte[] body) {
        String parts = stamps.next() + "." + (body.length + PART - 1) / PART;
        Outcome<Object> listed = calls.call(client -> client.putItem(PutItemRequest.builder()
                .tableName(calls.table())
                .item(loose(parts))
                .build()));
        if (!(listed instanceof Outcome.Done)) {
            return failed(listed);
        }
        List<WriteRequest> requests = new ArrayList<>();
        for (int i = 0; i < count(parts); i++) {
            int from = i * PART;
            SdkBytes bytes = SdkBytes.fromByteArray(
                    java.util.Arrays.copyOfRange(body, from, Math.min(body.length, from + PART)));
            Map<String, AttributeValue> item = new HashMap<>(Item.key(table(parts), name(i)));
            item.put("b", AttributeValue.builder().b(bytes).build());
            requests.add(
                    WriteRequest.builder().putRequest(put -> put.item(item)).build());
        }
        Outcome<Boolean> written = batch(requests);
        return written instanceof Outcome.Done ? Outcome.done(parts) : failed(written);
    }

    /** Nothing names what was written so far: surely nothing that counts has happened. */
    private static <R> Outcome<R> failed(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.NotDone<?> not -> new Outcome.NotDone<>(not.failure());
            case Outcome.Unknown<?> unknown -> new Outcome.NotDone<>(unknown.failure());
            case Outcome.Done<?> done -> throw new IllegalStateException("it was done");
        };
    }

    private Outcome<Boolean> batch(List<WriteRequest> requests) {
        List<WriteRequest> rest = requests;
        while (!rest.isEmpty()) {
            List<WriteRequest> next = rest.subList(0, Math.min(25, rest.size()));
            Map<String, List<WriteRequest>> items = Map.of(calls.table(), next);
            Outcome<List<WriteRequest>> outcome = calls.call(client -> client.batchWriteItem(
                            BatchWriteItemRequest.builder().requestItems(items).build())
                    .unprocessedItems()
                    .getOrDefault(calls.table(), List.of()));
            if (!(outcome instanceof Outcome.Done<List<WriteRequest>> done)) {
                return failed(outcome);
            }
            List<WriteRequest> left = new ArrayList<>(done.reply());
            left.addAll(rest.subList(next.size(), rest.size()));
            rest = left;
        }
        return Outcome.done(true);
    }

    Map<String, AttributeValue> loose(String parts) {
        Map<String, AttributeValue> item = new HashMap<>(Item.key(LOOSE, parts));
        item.put("v", Item.text(Long.toString(dates.millis())));
        item.put("t", Item.text(parts));
        return item;
    }

    /** Reads a body; empty where it is there no more, since its row has another one by now. */
    Outcome<Optional<byte[]>> read(String parts) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (int i = 0; i < count(parts); i++) {
            keys.add(Item.key(table(parts), name(i)));
        }
        Outcome<List<Map<String, AttributeValue>>> found = get(keys);
        return map(found, items -> join(items, count(parts)));
    }

    private static Optional<byte[]> join(List<Map<String, AttributeValue>> items, int count) {
        if (items.size() < count) {
            return Optional.empty();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        items.stream()
                .map(Item::new)
                .sorted(java.util.Comparator.comparing(Item::name))
                .forEach(item -> body.writeBytes(item.body()));
        return Optional.of(body.toByteArray());
    }

    private Outcome<List<Map<String, AttributeValue>>> get(List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, KeysAndAttributes> rest = Map.of(
                calls.table(),
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        while (!rest.isEmpty()) {
            Map<String, KeysAndAttributes> next = rest;
            Outcome<BatchGetItemResponse> outcome = calls.call(client -> client.batchGetItem(
                    BatchGetItemRequest.builder().requestItems(next).build()));
            if (!(outcome instanceof Outcome.Done<BatchGetItemResponse> done)) {
                return failed(outcome);
            }
            items.addAll(done.reply().responses().getOrDefault(calls.table(), List.of()));
            rest = done.reply().unprocessedKeys();
        }
        return Outcome.done(items);
    }

    static <A, B> Outcome<B> map(Outcome<A> outcome, Function<A, B> change) {
        return switch (outcome) {
            case Outcome.Done<A> done -> Outcome.done(change.apply(done.reply()));
            case Outcome.NotDone<A> not -> new Outcome.NotDone<>(not.failure());
            case Outcome.Unknown<A> unknown -> new Outcome.Unknown<>(unknown.failure());
        };
    }

    /** Removes a body that no row names, and then the note that it is loose. Where that fails, a sweep will do it. */
    void remove(String parts) {
        List<WriteRequest> requests = new ArrayList<>();
        for (int i = 0; i < count(parts); i++) {
            requests.add(delete(Item.key(table(parts), name(i))));
        }
        if (batch(requests) instanceof Outcome.Done) {
            Outcome<Boolean> unused = batch(List.of(delete(Item.key(LOOSE, parts))));
        }
    }

    private static WriteRequest delete(Map<String, AttributeValue> key) {
        return WriteRequest.builder().deleteRequest(each -> each.key(key)).build();
    }

    /** Whether a note of a loose body is so old that nobody is still writing what names it. */
    boolean isForgotten(Item note) {
        AttributeValue since = note.attributes().get("v");
        Instant now = dates.instant();
        return since != null
                && Instant.ofEpochMilli(Long.parseLong(since.s()))
                        .plus(FORGOTTEN)
                        .isBefore(now);
    }
}
