package dev.latchkey.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * What a {@link FaultyEngine} does wrong. Of one call, in this order: it waits at a {@link Gate} if one is
 * closed for its verb; an outage refuses it; the script's next fault for its verb applies; else the seed
 * draws. Thread-safe; with a seed, deterministic for calls made one after the other.
 */
public final class FaultPlan {
    /** How many late calls are remembered; beyond, a call that should run late is a lost request. */
    public static final int MAX_LATE = 1_000;

    private final Map<EngineVerb, Queue<Fault>> script = new EnumMap<>(EngineVerb.class);
    private final Map<EngineVerb, Gate> gates = new EnumMap<>(EngineVerb.class);
    private final Map<EngineVerb, Long> calls = new EnumMap<>(EngineVerb.class);
    private final List<Supplier<?>> late = new ArrayList<>();
    private final SplittableRandom random;
    private int percent;
    private boolean outage;

    /** No faults, until {@link #next}, {@link #outage} or {@link #hold} say so. */
    public FaultPlan() {
        this(0, 0);
    }

    /**
     * Faults drawn by seed: each call fails with the given chance, in one of the ways of {@link Fault}; late
     * calls run before a later call, also drawn.
     *
     * @param percent 0–100
     * @throws IllegalArgumentException if {@code percent} is outside its bounds
     */
    public FaultPlan(long seed, int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent=" + percent + " is not in 0-100");
        }
        this.random = new SplittableRandom(seed);
        this.percent = percent;
    }

    /** The next calls of the verb get these faults, one each, before any drawn one. */
    public synchronized FaultPlan next(EngineVerb verb, Fault... faults) {
        script.computeIfAbsent(verb, key -> new ArrayDeque<>()).addAll(List.of(faults));
        return this;
    }

    /** While on, every call is answered as not done: the store is away. */
    public synchronized void outage(boolean on) {
        outage = on;
    }

    /** No drawn faults from now on; the calm after the storm. Late calls stay remembered. */
    public synchronized void calm() {
        percent = 0;
    }

    /** Makes calls of the verb wait until the gate is opened. */
    public synchronized Gate hold(EngineVerb verb) {
        Gate gate = new Gate();
        gates.put(verb, gate);
        return gate;
    }

    /** How many calls of the verb were made, failed ones too: a test may count round trips. */
    public synchronized long calls(EngineVerb verb) {
        return calls.getOrDefault(verb, 0L);
    }

    /** Runs all late calls now, in the order in which they were made; returns how many. */
    public int runLate() {
        List<Supplier<?>> now;
        synchronized (this) {
            now = List.copyOf(late);
            late.clear();
        }
        now.forEach(FaultPlan::unheard);
        return now.size();
    }

    synchronized void end() {
        late.clear();
        gates.values().forEach(Gate::open);
    }

    <T> T run(EngineVerb verb, Supplier<T> call, FaultyEngine.Answers<T> answers) {
        gate(verb).ifPresent(Gate::pass);
        drawLate().ifPresent(FaultPlan::unheard);
        return switch (draw(verb)) {
            case NONE -> call.get();
            case LOST_REQUEST -> answers.unknown().get();
            case LOST_REPLY -> {
                unheard(call);
                yield answers.unknown().get();
            }
            case LATE -> {
                later(call);
                yield answers.unknown().get();
            }
            case DUPLICATE -> {
                later(call);
                yield call.get();
            }
            case REFUSED -> answers.notDone().get();
        };
    }

    private static void unheard(Supplier<?> call) {
        var unused = call.get();
    }

    private synchronized Optional<Gate> gate(EngineVerb verb) {
        calls.merge(verb, 1L, Long::sum);
        return Optional.ofNullable(gates.get(verb));
    }

    private synchronized Optional<Supplier<?>> drawLate() {
        return percent == 0 || late.isEmpty() || random.nextBoolean()
                ? Optional.empty()
                : Optional.of(late.remove(random.nextInt(late.size())));
    }

    private synchronized Fault draw(EngineVerb verb) {
        if (outage) {
            return Fault.REFUSED;
        }
        Queue<Fault> scripted = script.get(verb);
        Fault next = scripted == null ? null : scripted.poll();
        if (next != null) {
            return next;
        }
        if (percent == 0 || random.nextInt(100) >= percent) {
            return Fault.NONE;
        }
        Fault[] all = Fault.values();
        return all[1 + random.nextInt(all.length - 1)];
    }

    private synchronized void later(Supplier<?> call) {
        if (late.size() < MAX_LATE) {
            late.add(call);
        }
    }
}
