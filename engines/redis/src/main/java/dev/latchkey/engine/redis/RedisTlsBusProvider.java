package dev.latchkey.engine.redis;

/** Opens {@code rediss://…} as a bus: the same, encrypted. Thread-safe. */
public final class RedisTlsBusProvider extends RedisBusProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public RedisTlsBusProvider() {}

    @Override
    public String scheme() {
        return "rediss";
    }
}
