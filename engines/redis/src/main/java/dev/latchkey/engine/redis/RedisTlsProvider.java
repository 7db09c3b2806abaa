package dev.latchkey.engine.redis;

/** Opens {@code rediss://…}: the same, encrypted. Thread-safe. */
public final class RedisTlsProvider extends RedisProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public RedisTlsProvider() {}

    @Override
    public String scheme() {
        return "rediss";
    }
}
