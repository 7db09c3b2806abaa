package dev.latchkey.engine.redis;

import dev.latchkey.engine.redis.Connections.Command;
import dev.latchkey.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import redis.clients.jedis.Protocol;

/** Runs scripts on the server, for one store. Thread-safe. */
final class Server {
    /** Once where a script is not there, once where another node has the slot, once more for both. */
    private static final int MAX_ATTEMPTS = 4;

    private static final byte[] LOAD = "LOAD".getBytes(StandardCharsets.US_ASCII);

    private final Connections connections;
    private final byte[] prefix;
    private final AtomicLong trips = new AtomicLong();

    Server(RedisSettings settings) {
        this.connections = new Connections(settings);
        this.prefix = settings.tag().getBytes(StandardCharsets.UTF_8);
    }

    Connections connections() {
        return connections;
    }

    /** How many round trips were made. */
    long trips() {
        return trips.get();
    }

    /** Sends commands in one round trip. */
    List<Outcome<Object>> send(List<Command> commands) {
        trips.incrementAndGet();
        return connections.send(commands);
    }

    /** Sends what {@code call} sends, again where another node has the store. */
    Outcome<Object> retry(Supplier<Outcome<Object>> call) {
        Outcome<Object> outcome = call.get();
        for (int attempt = 1; attempt < MAX_ATTEMPTS && Failures.moved(notDone(outcome)); attempt++) {
            outcome = call.get();
        }
        return outcome;
    }

    /**
     * Runs a script once for each of the arguments, in their order and in one round trip. Where it is not run since the
     * server does not have it, or another one has the store, it is sent again.
     */
    List<Outcome<Object>> run(Script script, List<Arguments> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        List<Outcome<Object>> outcomes = new ArrayList<>(call(script, calls));
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            List<Integer> again = new ArrayList<>();
            boolean missing = false;
            for (int i = 0; i < outcomes.size(); i++) {
                String error = notDone(outcomes.get(i));
                missing |= error.startsWith("NOSCRIPT");
                if (error.startsWith("NOSCRIPT") || Failures.moved(error)) {
                    again.add(i);
                }
            }
            if (again.isEmpty()) {
                return outcomes;
            }
            if (missing) {
                var unused = send(List.of(
                        new Command(Protocol.Command.SCRIPT, LOAD, script.text().getBytes(StandardCharsets.UTF_8))));
            }
            List<Outcome<Object>> later =
                    call(script, again.stream().map(calls::get).toList());
            for (int i = 0; i < later.size(); i++) {
                outcomes.set(again.get(i), later.get(i));
            }
        }
        return outcomes;
    }

    private List<Outcome<Object>> call(Script script, List<Arguments> calls) {
        return send(calls.stream()
                .map(each -> new Command(Protocol.Command.EVALSHA, each.call(script, prefix)))
                .toList());
    }

    /** The server's own words where it refused; else empty. */
    private static String notDone(Outcome<Object> outcome) {
        return switch (outcome) {
            case Outcome.NotDone<Object> not
            when not.failure().cause() != null ->
                String.valueOf(not.failure().cause().getMessage());
            case Outcome.NotDone<Object> not -> "";
            case Outcome.Done<Object> done -> "";
            case Outcome.Unknown<Object> unknown -> "";
        };
    }

    void close() {
        connections.close();
    }
}
