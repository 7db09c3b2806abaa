package dev.latchkey.engine.mariadb;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A pool that counts round trips: whatever is executed, commits and rollbacks.  */
final class Counting {
    private static final Set<String> TRIPS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "rollback");

    private final DataSource source;
    private final AtomicInteger trips = new AtomicInteger();

    Counting(DataSource source) {
        this.source = source;
    }

    DataSource source() {
        return around(DataSource.class, source);
    }

    /** Round trips of a call. */
    int of(Runnable call) {
        trips.set(0);
        call.run();
        return trips.get();
    }

    private <T> T around(Class<T> type, T object) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (TRIPS.contains(method.getName())) {
                trips.incrementAndGet();
            }
            try {
                return counted(method.invoke(object, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(Counting.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object counted(Object result) {
        if (result instanceof Connection connection) {
            return around(Connection.class, connection);
        }
        if (result instanceof PreparedStatement statement) {
            return around(PreparedStatement.class, statement);
        }
        return result instanceof Statement statement ? around(Statement.class, statement) : result;
    }
}
