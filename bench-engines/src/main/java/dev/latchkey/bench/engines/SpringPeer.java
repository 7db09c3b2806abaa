package dev.latchkey.bench.engines;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Spring Integration's locks in the database, and data in a table beside them; each server has a pool of 20. */
final class SpringPeer implements Peer {
    private static final int POOL = 20;

    private final List<HikariDataSource> pools = new ArrayList<>();
    private final List<JdbcLockRegistry> registries = new ArrayList<>();
    private final byte[] payload;

    /**
     * @param patience how long a lock that is not free is left alone before it is tried again; the library's own is 100 ms
     */
    SpringPeer(String jdbcUrl, byte[] payload, Duration patience) throws SQLException {
        this.payload = payload;
        for (int i = 0; i < 2; i++) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(jdbcUrl);
            pool.setMaximumPoolSize(POOL);
            pools.add(pool);
        }
        try (Connection connection = pools.get(0).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS int_lock (lock_key char(36) NOT NULL, region varchar(100) NOT NULL,"
                            + " client_id char(36), created_date timestamp NOT NULL, expired_after timestamp NOT NULL,"
                            + " PRIMARY KEY (lock_key, region))");
            statement.execute("CREATE TABLE IF NOT EXISTS peer (key text PRIMARY KEY, payload bytea NOT NULL)"
                    + " WITH (fillfactor = 50)");
        }
        for (HikariDataSource pool : pools) {
            registries.add(registry(pool, patience));
        }
    }

    private static JdbcLockRegistry registry(HikariDataSource pool, Duration patience) {
        DefaultLockRepository locks = new DefaultLockRepository(pool);
        locks.setTransactionManager(new JdbcTransactionManager(pool));
        locks.setCheckDatabaseOnStart(false);
        locks.afterPropertiesSet();
        locks.afterSingletonsInstantiated();
        locks.start();
        JdbcLockRegistry registry = new JdbcLockRegistry(locks);
        registry.setIdleBetweenTries(patience);
        return registry;
    }

    @Override
    public Held take(int server, String key) throws SQLException {
        Lock lock = registries.get(server).obtain(key);
        lock.lock();
        byte[] data = load(server, key);
        return () -> {
            save(server, key, data.clone());
            lock.unlock();
        };
    }

    private byte[] load(int server, String key) throws SQLException {
        try (Connection connection = pools.get(server).getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT payload FROM peer WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getBytes(1) : payload;
            }
        }
    }

    private void save(int server, String key, byte[] data) throws SQLException {
        try (Connection connection = pools.get(server).getConnection();
                PreparedStatement upsert = connection.prepareStatement("INSERT INTO peer (key, payload) VALUES (?, ?)"
                        + " ON CONFLICT (key) DO UPDATE SET payload = excluded.payload")) {
            upsert.setString(1, key);
            upsert.setBytes(2, data);
            upsert.executeUpdate();
        }
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }
}
