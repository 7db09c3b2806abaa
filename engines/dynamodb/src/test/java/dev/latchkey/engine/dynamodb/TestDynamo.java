package dev.latchkey.engine.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server on a free port of this machine that speaks DynamoDB's protocol, as far as the engine does: {@link Operations}
 * says how. Requests are served one after another; what is in it stays when it is stopped and started again.
 */
final class TestDynamo implements AutoCloseable {
    /** Where another server is to be used for the tests, for example the service itself: a URL. */
    static final String ELSEWHERE = "latchkey.dynamodb.endpoint";

    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final JsonMapper JSON = new JsonMapper();

    /** What becomes of a request instead of an answer. */
    sealed interface Fault {
        /** It is refused, before anything is done. */
        record Refuse(int status, String type, String message) implements Fault {}

        /** It is a transaction that is cancelled for this reason. */
        record Cancel(String code) implements Fault {}

        /** It is done, and instead of an answer the connection is closed. */
        record LoseReply() implements Fault {}

        /** It is done, and what is answered does not have the checksum that comes with it. */
        record Garble() implements Fault {}

        /** It is done, and nothing is answered. */
        record Silence() implements Fault {}
    }

    private final Operations operations = new Operations();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;
    private int port;

    static TestDynamo start() {
        TestDynamo dynamo = new TestDynamo();
        dynamo.startAgain();
        return dynamo;
    }

    void startAgain() {
        try {
            HttpServer started =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            port = started.getAddress().getPort();
            threads = Executors.newVirtualThreadPerTaskExecutor();
            started.setExecutor(threads);
            started.createContext("/", this::serve);
            started.start();
            server = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Settings of a table that no other test has. */
    DynamoSettings fresh() {
        return DynamoSettings.of("test-" + System.nanoTime() + "-" + TABLES.incrementAndGet())
                .withRegion("eu-central-1")
                .withEndpoint(endpoint());
    }

    private URI endpoint() {
        String elsewhere = System.getProperty(ELSEWHERE, "");
        return URI.create(elsewhere.isEmpty() ? "http://127.0.0.1:" + port : elsewhere);
    }

    /** What becomes of the next request of this kind that has no fault yet. */
    void next(String operation, Fault fault) {
        faults.computeIfAbsent(operation, each -> new ArrayDeque<>()).add(fault);
    }

    /** Makes a table of strings with these keys. */
    void table(String name, String hash, String range) {
        ObjectNode request = JSON.createObjectNode().put("TableName", name);
        ArrayNode keys = request.putArray("KeySchema");
        keys.addObject().put("AttributeName", hash).put("KeyType", "HASH");
        keys.addObject().put("AttributeName", range).put("KeyType", "RANGE");
        ArrayNode types = request.putArray("AttributeDefinitions");
        types.addObject().put("AttributeName", hash).put("AttributeType", "S");
        types.addObject().put("AttributeName", range).put("AttributeType", "S");
        synchronized (operations) {
            ObjectNode unused = operations.run("CreateTable", request);
        }
    }

    /** Puts a row with this value into a store's table. */
    void put(String table, String rows, String name, String value) {
        ObjectNode request = JSON.createObjectNode().put("TableName", table);
        ObjectNode item = request.putObject("Item");
        for (var each : Map.of("p", rows, "s", name, "v", value, "t", "by hand").entrySet()) {
            item.putObject(each.getKey()).put("S", each.getValue());
        }
        synchronized (operations) {
            ObjectNode unused = operations.run("PutItem", request);
        }
    }

    /** How many items a partition has. */
    int count(String table, String partition) {
        ObjectNode request = JSON.createObjectNode().put("TableName", table).put("KeyConditionExpression", "p = :p");
        request.putObject("ExpressionAttributeValues").putObject(":p").put("S", partition);
        synchronized (operations) {
            return operations.run("Query", request).path("Count").asInt();
        }
    }

    /** How many items all partitions have whose names begin so. */
    int countAll(String table, String begin) {
        synchronized (operations) {
            return operations.count(table, begin);
        }
    }

    long requests() {
        return requests.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String operation = target.substring(target.indexOf('.') + 1);
        int status = 200;
        byte[] answer;
        synchronized (operations) {
            Queue<Fault> waiting = faults.get(operation);
            Fault fault = waiting == null ? null : waiting.poll();
            try {
                refuse(fault);
                JsonNode request = JSON.readTree(body);
                answer = JSON.writeValueAsBytes(operations.run(operation, request));
            } catch (Refusal refusal) {
                status = refusal.status;
                answer = JSON.writeValueAsBytes(told(refusal));
            }
            if (fault instanceof Fault.Garble) {
                exchange.getResponseHeaders().add("x-amz-crc32", "1");
            }
            if (fault instanceof Fault.Silence) {
                return;
            }
            if (fault instanceof Fault.LoseReply) {
                exchange.close();
                return;
            }
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static void refuse(@Nullable Fault fault) {
        if (fault instanceof Fault.Refuse refuse) {
            throw new Refusal(refuse.status(), refuse.type(), refuse.message(), null, null);
        }
        if (fault instanceof Fault.Cancel cancel) {
            ArrayNode reasons = JSON.createArrayNode();
            reasons.addObject().put("Code", cancel.code());
            throw new Refusal(
                    400, "TransactionCanceledException", "Transaction cancelled", "CancellationReasons", reasons);
        }
    }

    private static ObjectNode told(Refusal refusal) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("__type", "com.amazonaws.dynamodb.v20120810#" + refusal.type);
        answer.put("message", refusal.getMessage());
        if (refusal.member != null) {
            answer.set(refusal.member, refusal.content);
        }
        return answer;
    }
}
