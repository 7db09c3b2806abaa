package dev.latchkey.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Explores every order of events of a {@link SmallWorld}, breadth first. Nodes cannot be copied, so a state is
 * the path that leads to it, and is reached by going there from the start. States are told apart by a 64-bit
 * hash of their fingerprint.
 */
final class Explorer {
    /**
     * What an exploration found.
     *
     * @param states how many different ones
     * @param steps how many transitions
     * @param depth of the deepest state
     * @param whole whether every state within the bounds was reached
     * @param trace of the first violation, empty for none
     */
    record Report(String name, long states, long steps, int depth, boolean whole, int oracle, String trace) {
        String summary() {
            return "explored " + name + ": states=" + states + " steps=" + steps + " depth=" + depth
                    + (whole ? " whole" : " bounded");
        }

        boolean failed() {
            return oracle >= 0;
        }
    }

    private record Step(@Nullable Step before, Choice choice, int depth) {}

    private static final int CALM_EVERY = 16;
    private final Bounds bounds;
    private final Subject subject;
    private final boolean ticksOnly;
    private final Longs seen = new Longs();
    private long steps;
    private int depth;

    Explorer(Bounds bounds, Subject subject) {
        this.bounds = bounds;
        this.subject = subject;
        ticksOnly = bounds.burials() > 0;
    }

    /**
     * @param most stop after so many states
     * @param progress is told the number of states now and then
     */
    Report explore(long most, LongConsumer progress) {
        List<@Nullable Step> level = new ArrayList<>();
        level.add(null);
        while (!level.isEmpty()) {
            List<@Nullable Step> next = new ArrayList<>();
            for (Step path : level) {
                Report bad = expand(path, next);
                if (bad != null) {
                    return bad;
                }
                if (seen.size() >= most) {
                    return new Report(bounds.name(), seen.size(), steps, depth, false, -1, "");
                }
            }
            progress.accept(seen.size());
            level = next;
        }
        return new Report(bounds.name(), seen.size(), steps, depth, true, -1, "");
    }

    private @Nullable Report expand(@Nullable Step path, List<@Nullable Step> next) {
        SmallWorld world = go(path, Trace.deaf());
        List<Choice> choices = world.choices();
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            SmallWorld there = i == 0 ? world : go(path, Trace.deaf());
            Step step = new Step(path, choice, path == null ? 1 : path.depth() + 1);
            steps++;
            try {
                there.take(choice);
                if (seen.add(hash(there.fingerprint()))) {
                    depth = Math.max(depth, step.depth());
                    next.add(step);
                    if (seen.size() % CALM_EVERY == 0) {
                        there.calm(new Served());
                    }
                }
            } catch (Violation violation) {
                return bad(step, violation.number(), String.valueOf(violation.getMessage()));
            } catch (RuntimeException bug) {
                return bad(step, 0, bug + " at " + Arrays.toString(bug.getStackTrace()));
            }
        }
        return null;
    }

    private List<Oracle> oracles() {
        return Oracles.of(ticksOnly ? Mode.BURIAL : Mode.TIMED);
    }

    private SmallWorld go(@Nullable Step path, Trace trace) {
        SmallWorld world = new SmallWorld(bounds, subject, oracles(), trace);
        List<Choice> choices = new ArrayList<>();
        for (Step step = path; step != null; step = step.before()) {
            choices.add(step.choice());
        }
        for (Choice choice : choices.reversed()) {
            world.take(choice);
        }
        return world;
    }

    /** Goes the bad way once more, aloud. */
    private Report bad(Step path, int oracle, String message) {
        List<String> lines = new ArrayList<>();
        try {
            go(path, new Trace(lines::add)).calm(new Served());
        } catch (RuntimeException again) {
            lines.add(String.valueOf(again.getMessage()));
        }
        lines.add(message);
        return new Report(bounds.name(), seen.size(), steps, path.depth(), false, oracle, String.join("\n", lines));
    }

    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** A set of longs, lean. */
    private static final class Longs {
        private long[] slots = new long[1 << 16];
        private int size;

        int size() {
            return size;
        }

        boolean add(long value) {
            long kept = value == 0 ? 1 : value;
            if (size * 2 >= slots.length) {
                grow();
            }
            if (!insert(kept)) {
                return false;
            }
            size++;
            return true;
        }

        private boolean insert(long value) {
            int at = (int) (value ^ (value >>> 32)) & (slots.length - 1);
            while (slots[at] != 0) {
                if (slots[at] == value) {
                    return false;
                }
                at = (at + 1) & (slots.length - 1);
            }
            slots[at] = value;
            return true;
        }

        private void grow() {
            long[] old = slots;
            slots = new long[old.length * 2];
            for (long value : old) {
                if (value != 0) {
                    insert(value);
                }
            }
        }
    }
}
