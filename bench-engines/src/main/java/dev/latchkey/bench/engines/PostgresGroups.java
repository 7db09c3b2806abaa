package dev.latchkey.bench.engines;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Each connection's thread takes what waits, up to 256 saves, and writes it in one statement. Thread-safe. */
final class PostgresGroups implements PostgresSavers {
    private record Job(Save save, CompletableFuture<Boolean> done) {
        String key() {
            return save.seen().key();
        }
    }

    private static final int GROUP = 256;
    private static final String SQL = "UPDATE by_hand p SET version = p.version + 1, write_id = a.write_id,"
            + " updated_at = ?, payload = a.payload FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[],"
            + " ?::text[], ?::bytea[]) WITH ORDINALITY AS a(key, token, claim, version, write_id, payload, n)"
            + " WHERE p.key = a.key AND p.token = a.token AND p.claim = a.claim AND p.version = a.version RETURNING a.n";

    private final BlockingQueue<Job> queue = new ArrayBlockingQueue<>(4_096);
    private final List<Thread> threads = new ArrayList<>();
    private final List<Connection> connections;

    PostgresGroups(List<Connection> connections) throws SQLException {
        this.connections = connections;
        for (Connection connection : connections) {
            PreparedStatement update = connection.prepareStatement(SQL);
            threads.add(Thread.ofPlatform().daemon(true).start(() -> loop(connection, update)));
        }
    }

    @Override
    public void save(Save save) {
        Job job = new Job(save, new CompletableFuture<>());
        queue.add(job);
        job.done().join();
    }

    private void loop(Connection connection, PreparedStatement update) {
        List<Job> taken = new ArrayList<>(GROUP);
        try {
            while (true) {
                taken.clear();
                taken.add(queue.take());
                queue.drainTo(taken, GROUP - 1);
                taken.sort(Comparator.comparing(Job::key));
                write(connection, update, taken);
                taken.forEach(job -> job.done().complete(true));
            }
        } catch (InterruptedException e) {
            // It is over.
        } catch (SQLException | RuntimeException e) {
            taken.forEach(job -> job.done().completeExceptionally(e));
        }
    }

    private static void write(Connection connection, PreparedStatement update, List<Job> jobs) throws SQLException {
        update.setLong(1, System.currentTimeMillis());
        update.setArray(2, connection.createArrayOf("text", texts(jobs, Job::key)));
        update.setArray(
                3,
                connection.createArrayOf(
                        "bigint", numbers(jobs, job -> job.save().seen().token())));
        update.setArray(
                4,
                connection.createArrayOf(
                        "text", texts(jobs, job -> job.save().seen().claim())));
        update.setArray(
                5,
                connection.createArrayOf(
                        "bigint", numbers(jobs, job -> job.save().seen().version())));
        update.setArray(
                6,
                connection.createArrayOf("text", texts(jobs, job -> job.save().write())));
        update.setArray(
                7,
                connection.createArrayOf(
                        "bytea", jobs.stream().map(job -> job.save().payload()).toArray(byte[][]::new)));
        int applied = 0;
        try (ResultSet row = update.executeQuery()) {
            while (row.next()) {
                applied++;
            }
        }
        if (applied != jobs.size()) {
            throw new IllegalStateException("fences did not match: " + applied + " of " + jobs.size());
        }
    }

    private static Long[] numbers(List<Job> jobs, Function<Job, Long> part) {
        return jobs.stream().map(part).toArray(Long[]::new);
    }

    private static String[] texts(List<Job> jobs, Function<Job, String> part) {
        return jobs.stream().map(part).toArray(String[]::new);
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
