package dev.latchkey.engine.mariadb;

/** Opens {@code mysql://…}: the same. Thread-safe. */
public final class MysqlProvider extends MariadbProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public MysqlProvider() {}

    @Override
    public String scheme() {
        return "mysql";
    }
}
