package dev.latchkey.engine.redis;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.TransactionalTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transactional table on Redis: a script reads, another one checks and changes. Thread-safe. */
final class RedisTable implements TransactionalTable {
    private final Server server;
    private final Script reading;
    private final Script writing;

    RedisTable(Server server, String clock) {
        this.server = server;
        this.reading = Script.of(clock, List.of("rows", "read"));
        this.writing = Script.of("", List.of("rows", "write"));
    }

    @Override
    public Outcome<Found> read(List<Read> reads) {
        Arguments arguments = new Arguments();
        for (Read read : reads) {
            switch (read) {
                case Get get ->
                    arguments
                            .add("g")
                            .add(get.key().table())
                            .add(get.key().name())
                            .add(get.body());
                case Scan scan ->
                    arguments
                            .add("s")
                            .add(scan.table())
                            .add(scan.from())
                            .add(scan.before())
                            .add(scan.limit() == Integer.MAX_VALUE ? -1 : scan.limit())
                            .add(scan.backwards());
            }
        }
        return switch (server.run(reading, List.of(arguments)).get(0)) {
            case Outcome.Done<Object> done -> Outcome.done(found(reads, (List<?>) done.reply()));
            case Outcome.NotDone<Object> not -> new Outcome.NotDone<>(not.failure());
            case Outcome.Unknown<Object> unknown -> new Outcome.Unknown<>(unknown.failure());
        };
    }

    private static Found found(List<Read> reads, List<?> reply) {
        List<List<Row>> rows = new ArrayList<>(reads.size());
        for (int i = 0; i < reads.size(); i++) {
            List<?> found = (List<?>) reply.get(i + 1);
            rows.add(
                    switch (reads.get(i)) {
                        case Get get -> found.isEmpty() ? List.of() : List.of(row(get.key(), found));
                        case Scan scan -> rows(scan.table(), found);
                    });
        }
        return new Found(time(reply.get(0)), rows);
    }

    /** Value, stamp and, where it was asked for, body. */
    static Row row(RowKey key, List<?> found) {
        byte @Nullable [] body = found.size() > 2 ? bytes(found.get(2)) : null;
        return new Row(key, text(found.get(0)), body, text(found.get(1)));
    }

    private static List<Row> rows(String table, List<?> found) {
        List<Row> rows = new ArrayList<>(found.size() / 3);
        for (int i = 0; i < found.size(); i += 3) {
            rows.add(new Row(
                    new RowKey(table, text(found.get(i))), text(found.get(i + 1)), null, text(found.get(i + 2))));
        }
        return rows;
    }

    static Instant time(Object micros) {
        return Instant.EPOCH.plus(Long.parseLong(text(micros)), ChronoUnit.MICROS);
    }

    static byte[] bytes(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return bytes;
        }
        throw new StoreException("the server gave an answer that is none; is its data changed by hand?");
    }

    static String text(@Nullable Object reply) {
        return new String(bytes(reply), StandardCharsets.UTF_8);
    }

    @Override
    public List<Outcome<Boolean>> write(List<Group> groups) {
        List<Arguments> calls = groups.stream().map(RedisTable::arguments).toList();
        List<Outcome<Boolean>> outcomes = new ArrayList<>(groups.size());
        for (Outcome<Object> outcome : server.run(writing, calls)) {
            outcomes.add(
                    switch (outcome) {
                        case Outcome.Done<Object> done ->
                            Outcome.done(done.reply().equals(1L));
                        case Outcome.NotDone<Object> not -> new Outcome.NotDone<>(not.failure());
                        case Outcome.Unknown<Object> unknown -> new Outcome.Unknown<>(unknown.failure());
                    });
        }
        return outcomes;
    }

    private static Arguments arguments(Group group) {
        Arguments arguments = new Arguments().add(group.checks().size());
        for (Check check : group.checks()) {
            String stamp = check.stamp();
            arguments.add(check.key().table()).add(check.key().name()).add(stamp == null ? "" : stamp);
        }
        group.changes().forEach(change -> add(arguments, change));
        return arguments;
    }

    private static void add(Arguments arguments, Change change) {
        String table = change.key().table();
        String name = change.key().name();
        switch (change) {
            case Put put -> {
                byte[] body = put.body();
                arguments
                        .add("p")
                        .add(table)
                        .add(name)
                        .add(put.value())
                        .add(body != null)
                        .add(body == null ? new byte[0] : body);
            }
            case Remove remove -> arguments.add("r").add(table).add(name);
            case Add add -> arguments.add("a").add(table).add(name).add(add.amount());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
