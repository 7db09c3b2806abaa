package dev.latchkey.testkit;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A bus that fails on demand: it can be cut, wholly or to one server, and loses, doubles or holds back
 * messages by script, else by seed. What is held back goes out when it is released. Thread-safe; with a
 * seed, deterministic for messages that are sent one after the other.
 */
public final class BreakableBus implements MessageBus {
    /** How many messages are held back at most; one more is lost. */
    public static final int MAX_HELD = 10_000;

    /** What happens to a message. */
    public enum Fate {
        /** It is sent. */
        SENT,
        /** It is lost. */
        LOST,
        /** It is sent twice. */
        DOUBLED,
        /** It is held back until {@link #release}. */
        HELD
    }

    private static final List<Fate> FAULTS = List.of(Fate.LOST, Fate.DOUBLED, Fate.HELD);

    private final MessageBus bus;
    private final SplittableRandom random;
    private final int percent;
    private final Queue<Fate> script = new ArrayDeque<>();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private final Set<Id> unreachable = new HashSet<>();
    private boolean calm;
    private volatile boolean cut;

    /** Works like {@code bus} until told otherwise; closing this closes that. */
    public BreakableBus(MessageBus bus) {
        this(bus, 0, 0);
    }

    /**
     * Fails by seed.
     *
     * @param percent how many messages in a hundred are lost, doubled or held back, 0–100
     * @throws IllegalArgumentException if {@code percent} is outside its bounds
     */
    public BreakableBus(MessageBus bus, long seed, int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent=" + percent + " is not in 0-100");
        }
        this.bus = bus;
        this.random = new SplittableRandom(seed);
        this.percent = percent;
    }

    /** From now on nothing gets in or out. */
    public void cut() {
        cut = true;
    }

    /** From now on nothing gets out to that server; what it sends comes in. */
    public synchronized void cut(Id server) {
        unreachable.add(server);
    }

    /** Ends all cuts. What was lost stays lost. */
    public synchronized void restore() {
        cut = false;
        unreachable.clear();
    }

    /** The next messages that are not cut off have these fates, one each, before any drawn one. */
    public synchronized BreakableBus next(Fate... fates) {
        script.addAll(Arrays.asList(fates));
        return this;
    }

    /** No drawn faults from now on; the calm after the storm. What is held back stays so. */
    public synchronized void calm() {
        calm = true;
    }

    /** Sends what was held back, in its order; how many that were. */
    public int release() {
        List<Runnable> now;
        synchronized (this) {
            now = List.copyOf(held);
            held.clear();
        }
        now.forEach(Runnable::run);
        return now.size();
    }

    @Override
    public void publish(Id server, byte[] message) {
        switch (fate(server, message)) {
            case SENT -> bus.publish(server, message);
            case DOUBLED -> {
                bus.publish(server, message.clone());
                bus.publish(server, message);
            }
            case LOST, HELD -> {}
        }
    }

    private synchronized Fate fate(Id server, byte[] message) {
        if (cut || unreachable.contains(server)) {
            return Fate.LOST;
        }
        Fate scripted = script.poll();
        Fate fate = scripted == null ? drawn() : scripted;
        if (fate == Fate.HELD) {
            if (held.size() >= MAX_HELD) {
                return Fate.LOST;
            }
            held.add(() -> bus.publish(server, message));
        }
        return fate;
    }

    private Fate drawn() {
        if (calm || random.nextInt(100) >= percent) {
            return Fate.SENT;
        }
        return FAULTS.get(random.nextInt(FAULTS.size()));
    }

    @Override
    public Subscription subscribe(Id server, Consumer<byte[]> listener) {
        return bus.subscribe(server, message -> {
            if (!cut) {
                listener.accept(message);
            }
        });
    }

    @Override
    public int maxMessageBytes() {
        return bus.maxMessageBytes();
    }

    @Override
    public void close() {
        synchronized (this) {
            held.clear();
        }
        bus.close();
    }
}
