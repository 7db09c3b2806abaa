package dev.latchkey.bench.engines;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A statement for each save, on one of some connections. Thread-safe. */
final class PostgresPool implements PostgresSavers {
    private final BlockingQueue<PostgresByHand> free;
    private final List<PostgresByHand> all = new ArrayList<>();

    PostgresPool(List<Connection> connections) throws SQLException {
        for (Connection connection : connections) {
            all.add(new PostgresByHand(connection));
        }
        free = new ArrayBlockingQueue<>(all.size(), true, all);
    }

    @Override
    public void save(Save save) {
        try {
            PostgresByHand taken = free.take();
            try {
                taken.save(save.seen(), save.write(), save.payload());
            } finally {
                free.put(taken);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        for (PostgresByHand each : all) {
            each.close();
        }
    }
}
