package dev.latchkey.engine.dynamodb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations of DynamoDB that the engine uses, in memory, written after the service's documentation: its answers, its
 * limits and its errors, as far as the engine can meet them. Keys are strings. Not thread-safe: one request after another,
 * which is one of the orders that the service allows.
 */
final class Operations {
    private static final int MOST_BYTES_OF_AN_ITEM = 400 << 10;
    private static final int MOST_BYTES_OF_A_TRANSACTION = 4 << 20;
    private static final int MOST_BYTES_OF_A_PAGE = 1 << 20;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A table: what it was made with, and its items by partition and in the order of the bytes of their sort keys. */
    private record Table(
            ObjectNode description,
            String hash,
            String range,
            Map<String, NavigableMap<byte[], ObjectNode>> partitions) {
        NavigableMap<byte[], ObjectNode> partition(String name) {
            return partitions.computeIfAbsent(name, each -> new TreeMap<>(Arrays::compareUnsigned));
        }

        @Nullable
        ObjectNode get(JsonNode key) {
            checkKey(key);
            return partition(Values.text(key.get(hash))).get(Values.utf8(Values.text(key.get(range))));
        }

        void put(ObjectNode item) {
            partition(Values.text(item.get(hash))).put(Values.utf8(Values.text(item.get(range))), item);
        }

        void remove(JsonNode key) {
            partition(Values.text(key.get(hash))).remove(Values.utf8(Values.text(key.get(range))));
        }

        ObjectNode key(JsonNode item) {
            ObjectNode key = JSON.objectNode();
            key.set(hash, item.path(hash));
            key.set(range, item.path(range));
            checkKey(key);
            return key;
        }

        private void checkKey(JsonNode key) {
            if (key.size() != 2 || !key.path(hash).has("S") || !key.path(range).has("S")) {
                throw Refusal.invalid("The provided key element does not match the schema");
            }
            int partition = Values.size(key.get(hash));
            int sort = Values.size(key.get(range));
            if (partition < 1 || partition > 2048 || sort < 1 || sort > 1024) {
                throw Refusal.invalid("One or more parameter values were invalid: size of a key");
            }
        }
    }

    /** A write that has passed its condition. */
    private record Passed(
            Table table,
            ObjectNode key,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after) {
        void apply() {
            if (after == null) {
                table.remove(key);
            } else {
                table.put(after);
            }
        }
    }

    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, JsonNode> tokens = new HashMap<>();

    ObjectNode run(String operation, JsonNode request) {
        return switch (operation) {
            case "CreateTable" -> createTable(request);
            case "DescribeTable" ->
                JSON.objectNode().set("Table", table(request).description());
            case "GetItem" -> item(request, JSON.objectNode());
            case "BatchGetItem" -> batchGet(request);
            case "TransactGetItems" -> transactGet(request);
            case "Query" -> query(request);
            case "PutItem", "UpdateItem", "DeleteItem" -> single(operation, request);
            case "BatchWriteItem" -> batchWrite(request);
            case "TransactWriteItems" -> transactWrite(request);
            default -> throw Refusal.of("UnknownOperationException", operation);
        };
    }

    int count(String table, String begin) {
        Table found = tables.get(table);
        return found == null
                ? 0
                : found.partitions().entrySet().stream()
                        .filter(each -> each.getKey().startsWith(begin))
                        .mapToInt(each -> each.getValue().size())
                        .sum();
    }

    private Table table(JsonNode request) {
        Table table = tables.get(request.path("TableName").asString(""));
        if (table == null) {
            throw Refusal.of("ResourceNotFoundException", "Requested resource not found");
        }
        return table;
    }

    private ObjectNode createTable(JsonNode request) {
        String name = request.path("TableName").asString("");
        if (tables.containsKey(name)) {
            throw Refusal.of("ResourceInUseException", "Table already exists: " + name);
        }
        ObjectNode description = JSON.objectNode();
        description.put("TableName", name).put("TableStatus", "ACTIVE");
        description.set("KeySchema", request.path("KeySchema"));
        description.set("AttributeDefinitions", request.path("AttributeDefinitions"));
        String hash = request.path("KeySchema").path(0).path("AttributeName").asString("");
        String range = request.path("KeySchema").path(1).path("AttributeName").asString("");
        tables.put(name, new Table(description, hash, range, new HashMap<>()));
        return JSON.objectNode().set("TableDescription", description);
    }

    /** The item of a Get, into an answer. */
    private ObjectNode item(JsonNode get, ObjectNode answer) {
        Set<String> used = new HashSet<>();
        ObjectNode found = table(get).get(get.path("Key"));
        if (found != null) {
            answer.set("Item", Expression.projected(get, found, used));
            Expression.checkUsed(get, used);
        }
        return answer;
    }

    private ObjectNode batchGet(JsonNode request) {
        ObjectNode responses = JSON.objectNode();
        for (var each : request.path("RequestItems").properties()) {
            ArrayNode items = responses.putArray(each.getKey());
            JsonNode keys = each.getValue().path("Keys");
            if (keys.isEmpty() || keys.size() > 100) {
                throw Refusal.invalid("Too many items requested for the BatchGetItem call");
            }
            Table table = table(JSON.objectNode().put("TableName", each.getKey()));
            for (JsonNode key : keys) {
                ObjectNode found = table.get(key);
                if (found != null) {
                    items.add(found);
                }
            }
        }
        ObjectNode answer = JSON.objectNode();
        answer.set("Responses", responses);
        answer.putObject("UnprocessedKeys");
        return answer;
    }

    private ObjectNode transactGet(JsonNode request) {
        JsonNode gets = checked(request.path("TransactItems"));
        ObjectNode answer = JSON.objectNode();
        ArrayNode responses = answer.putArray("Responses");
        int bytes = 0;
        Set<JsonNode> keys = new HashSet<>();
        for (JsonNode each : gets) {
            JsonNode get = each.path("Get");
            if (!keys.add(get.path("Key"))) {
                throw Refusal.invalid("Transaction request cannot include multiple operations on one item");
            }
            ObjectNode whole = table(get).get(get.path("Key"));
            bytes += whole == null ? 0 : Values.sizeOf(whole);
            item(get, responses.addObject());
        }
        checkSize(bytes, MOST_BYTES_OF_A_TRANSACTION);
        return answer;
    }

    private static JsonNode checked(JsonNode actions) {
        if (actions.isEmpty() || actions.size() > 100) {
            throw Refusal.invalid("Member must have length less than or equal to 100, and not be empty");
        }
        return actions;
    }

    private static void checkSize(int bytes, int most) {
        if (bytes > most) {
            throw Refusal.invalid("size has exceeded the maximum allowed size: " + bytes);
        }
    }

    private ObjectNode query(JsonNode request) {
        Table table = table(request);
        boolean forward = request.path("ScanIndexForward").asBoolean(true);
        int limit = request.path("Limit").asInt(Integer.MAX_VALUE);
        JsonNode start = request.path("ExclusiveStartKey");
        ObjectNode answer = JSON.objectNode();
        ArrayNode items = answer.putArray("Items");
        Set<String> used = new HashSet<>();
        int bytes = 0;
        ObjectNode last = null;
        for (ObjectNode item : candidates(table, request, forward, start)) {
            if (!Expression.holds(request, "KeyConditionExpression", item, used)) {
                continue;
            }
            if (items.size() == limit || bytes > MOST_BYTES_OF_A_PAGE) {
                answer.set("LastEvaluatedKey", table.key(last == null ? item : last));
                break;
            }
            bytes += Values.sizeOf(item);
            items.add(Expression.projected(request, item, used));
            last = item;
        }
        if (last != null) {
            Expression.checkUsed(request, used);
        }
        return answer.put("Count", items.size());
    }

    private static List<ObjectNode> candidates(Table table, JsonNode request, boolean forward, JsonNode start) {
        // The partition is the one value that the key's condition must name.
        String name = "";
        for (String part : request.path("KeyConditionExpression").asString("").split("(?i) AND ", -1)) {
            if (part.strip().startsWith(table.hash() + " =")) {
                String value = part.substring(part.indexOf('=') + 1).strip();
                name = Values.text(request.path("ExpressionAttributeValues").path(value));
            }
        }
        if (name.isEmpty()) {
            throw Refusal.invalid("Query condition missed key schema element: " + table.hash());
        }
        NavigableMap<byte[], ObjectNode> sorted = table.partition(name);
        NavigableMap<byte[], ObjectNode> ordered = forward ? sorted : sorted.descendingMap();
        return start.isObject()
                ? List.copyOf(ordered.tailMap(Values.utf8(Values.text(start.get(table.range()))), false)
                        .values())
                : List.copyOf(ordered.values());
    }

    /** One write that holds its condition, or the refusal that says what was found. */
    private Passed pass(String operation, JsonNode request) {
        Table table = table(request);
        Set<String> used = new HashSet<>();
        ObjectNode key = operation.equals("PutItem")
                ? table.key(request.path("Item"))
                : request.path("Key").asObject();
        ObjectNode before = table.get(key);
        ObjectNode found = before == null ? JSON.objectNode() : before;
        boolean holds = Expression.holds(request, "ConditionExpression", found, used);
        ObjectNode after = switch (operation) {
            case "PutItem" -> request.path("Item").asObject().deepCopy();
            case "UpdateItem" -> Expression.updated(request, before == null ? key : before, used);
            case "ConditionCheck" -> before;
            default -> null;
        };
        Expression.checkUsed(request, used);
        if (after != null && Values.sizeOf(after) > MOST_BYTES_OF_AN_ITEM) {
            throw Refusal.invalid("Item size has exceeded the maximum allowed size");
        }
        if (!holds) {
            boolean tell = request.path("ReturnValuesOnConditionCheckFailure")
                    .asString("")
                    .equals("ALL_OLD");
            throw new Refusal(
                    400,
                    "ConditionalCheckFailedException",
                    "The conditional request failed",
                    tell && before != null ? "Item" : null,
                    before);
        }
        return new Passed(table, key, before, after);
    }

    private ObjectNode single(String operation, JsonNode request) {
        Passed passed = pass(operation, request);
        passed.apply();
        ObjectNode answer = JSON.objectNode();
        if (request.path("ReturnValues").asString("NONE").equals("ALL_OLD") && passed.before() != null) {
            answer.set("Attributes", passed.before());
        }
        return answer;
    }

    private ObjectNode batchWrite(JsonNode request) {
        List<Passed> all = new ArrayList<>();
        Set<JsonNode> keys = new HashSet<>();
        for (var each : request.path("RequestItems").properties()) {
            if (each.getValue().isEmpty() || each.getValue().size() > 25) {
                throw Refusal.invalid("Member must have length less than or equal to 25");
            }
            for (JsonNode write : each.getValue()) {
                boolean put = write.has("PutRequest");
                ObjectNode one = write.path(put ? "PutRequest" : "DeleteRequest")
                        .asObject()
                        .deepCopy();
                Passed passed = pass(put ? "PutItem" : "DeleteItem", one.put("TableName", each.getKey()));
                if (!keys.add(passed.key())) {
                    throw Refusal.invalid("Provided list of item keys contains duplicates");
                }
                all.add(passed);
            }
        }
        all.forEach(Passed::apply);
        ObjectNode answer = JSON.objectNode();
        answer.putObject("UnprocessedItems");
        return answer;
    }

    private ObjectNode transactWrite(JsonNode request) {
        String token = request.path("ClientRequestToken").asString("");
        JsonNode actions = checked(request.path("TransactItems"));
        JsonNode sent = tokens.get(token);
        if (sent != null && !sent.equals(actions)) {
            throw Refusal.of("IdempotentParameterMismatchException", "Request was different for one token");
        }
        if (sent != null) {
            return JSON.objectNode();
        }
        List<Passed> all = passed(actions);
        all.forEach(Passed::apply);
        if (!token.isEmpty()) {
            tokens.put(token, actions);
        }
        return JSON.objectNode();
    }

    private List<Passed> passed(JsonNode actions) {
        List<Passed> all = new ArrayList<>();
        ArrayNode reasons = JSON.arrayNode();
        Set<List<Object>> keys = new HashSet<>();
        boolean refused = false;
        int bytes = 0;
        for (JsonNode action : actions) {
            String kind = action.propertyNames().iterator().next();
            JsonNode request = action.get(kind);
            Table table = table(request);
            if (!keys.add(List.of(table, kind.equals("Put") ? table.key(request.path("Item")) : request.path("Key")))) {
                throw Refusal.invalid("Transaction request cannot include multiple operations on one item");
            }
            try {
                Passed passed = pass(kind.equals("ConditionCheck") ? kind : kind + "Item", request);
                bytes += passed.after() == null ? 0 : Values.sizeOf(passed.after());
                all.add(passed);
                reasons.addObject().put("Code", "None");
            } catch (Refusal e) {
                if (!e.type.equals("ConditionalCheckFailedException")) {
                    throw e;
                }
                refused = true;
                ObjectNode reason = reasons.addObject();
                reason.put("Code", "ConditionalCheckFailed").put("Message", e.getMessage());
                if (e.member != null) {
                    reason.set(e.member, e.content);
                }
            }
        }
        checkSize(bytes, MOST_BYTES_OF_A_TRANSACTION);
        if (refused) {
            throw new Refusal(
                    400, "TransactionCanceledException", "Transaction cancelled", "CancellationReasons", reasons);
        }
        return all;
    }
}
