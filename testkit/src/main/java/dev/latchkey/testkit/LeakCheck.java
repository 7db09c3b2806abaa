package dev.latchkey.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks after each test that it left nothing behind: no running thread, platform or virtual, whose name
 * begins with {@code latchkey} and that was not there before, and nothing logged at WARNING or above by {@code
 * dev.latchkey} that the test does not announce by {@link LogsWarning}. Threads that are ending get 5 s, or what the
 * configuration parameter {@value #GRACE} says (as in {@code PT0.5S}). For tests that run one at a time. Use: {@code @ExtendWith(LeakCheck.class)}.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    /** Configuration parameter: how long threads that are ending get. */
    public static final String GRACE = "latchkey.leakcheck.grace";

    /** Made by JUnit. */
    public LeakCheck() {}

    private record Before(Set<String> threads, CapturedLog log) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(SPACE).put(context.getUniqueId(), new Before(NamedThreads.running(), CapturedLog.begin()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Before before = context.getStore(SPACE).remove(context.getUniqueId(), Before.class);
        if (before == null) {
            return;
        }
        List<String> logged = before.log().end();
        Set<String> left = left(before.threads(), grace(context));
        if (!left.isEmpty()) {
            throw new AssertionError("threads were left running; close what started them: " + left);
        }
        checkLog(logged, context);
    }

    private static Set<String> left(Set<String> before, Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        Set<String> left = new TreeSet<>();
        do {
            left.clear();
            left.addAll(NamedThreads.running());
            left.removeAll(before);
        } while (!left.isEmpty() && System.nanoTime() < deadline);
        return left;
    }

    private static Duration grace(ExtensionContext context) {
        return context.getConfigurationParameter(GRACE, Duration::parse).orElse(Duration.ofSeconds(5));
    }

    private static void checkLog(List<String> logged, ExtensionContext context) {
        List<String> expected = context.getTestMethod()
                .map(method -> method.getAnnotation(LogsWarning.class))
                .map(LogsWarning::value)
                .map(List::of)
                .orElse(List.of());
        for (String line : logged) {
            if (expected.stream().noneMatch(line::contains)) {
                throw new AssertionError("logged a warning that the test does not expect: " + line);
            }
        }
        for (String text : expected) {
            if (logged.stream().noneMatch(line -> line.contains(text))) {
                throw new AssertionError("did not log the warning that the test expects: " + text);
            }
        }
    }
}
