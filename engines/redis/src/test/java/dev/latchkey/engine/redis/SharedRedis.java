package dev.latchkey.engine.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for all tests of a class, each with a store of its own in it. */
final class SharedRedis implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger STORES = new AtomicInteger();

    private @Nullable Path folder;
    private @Nullable TestRedis redis;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path made = Files.createTempDirectory("latchkey-redis");
        folder = made;
        redis = TestRedis.start(made);
    }

    /** Settings of a store that no other test has. */
    RedisSettings fresh() {
        if (redis == null) {
            throw new IllegalStateException("the server was not started");
        }
        return redis.settings().withPrefix("test-" + STORES.incrementAndGet());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (redis != null) {
            redis.close();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepest = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepest) {
                    Files.delete(file);
                }
            }
        }
    }
}
