package dev.latchkey.engine.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A file whose statements are counted. */
final class Counting implements AutoCloseable {
    /** One verb on one item. */
    @FunctionalInterface
    interface Verb<R> {
        R run(Transaction tx) throws SQLException;
    }

    private final Transaction transaction;
    private final InstantSource clock;
    private int executed;

    Counting(Path file, InstantSource clock) throws SQLException {
        this.clock = clock;
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        connection.setAutoCommit(false);
        Statements statements = new Statements(counted(Connection.class, connection));
        statements.once("ROLLBACK");
        transaction = new Transaction(statements);
    }

    private <T> T counted(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (method.getName().startsWith("execute")) {
                        executed++;
                    }
                    try {
                        return counted(method.invoke(real, given));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private @Nullable Object counted(@Nullable Object result) {
        return switch (result) {
            case PreparedStatement prepared -> counted(PreparedStatement.class, prepared);
            case Statement statement -> counted(Statement.class, statement);
            case null, default -> result;
        };
    }

    /** How many statements a verb takes in a transaction of its own, without BEGIN and COMMIT. */
    int of(Verb<?> verb) throws SQLException {
        run(verb);
        return executed - 2;
    }

    <R> R run(Verb<R> verb) throws SQLException {
        executed = 0;
        transaction.begin(clock);
        R reply = verb.run(transaction);
        transaction.commit();
        return reply;
    }

    @Override
    public void close() throws SQLException {
        transaction.close();
    }
}
