package dev.latchkey.internal;

import dev.latchkey.Host;
import dev.latchkey.core.Input;
import dev.latchkey.core.Node;
import dev.latchkey.core.Now;
import dev.latchkey.core.Output;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the node, one input at a time: whoever finds it idle works off what waits, the others leave theirs and
 * go. Nothing of the game's runs here and nothing blocks.
 *
 * <p>Bounded by what feeds it: a load in {@link dev.latchkey.Options#maxLoads()}, per session one save and one end, and
 * answers to requests of those. Thread-safe.
 */
final class Mailbox {
    private static final Logger LOG = System.getLogger(Mailbox.class.getName());
    /** A caller does this much of others' work at most; then a thread of the library's goes on. */
    private static final int MOST_AT_ONCE = 512;

    private final Node node;
    private final Host host;
    private final Host.Alarm alarm;
    private final ConcurrentLinkedQueue<Object> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final ArrayDeque<Output> outputs = new ArrayDeque<>();
    private final Consumer<Output> execute;
    private final Lanes lanes;
    private final Completions completions;

    /**
     * @param execute carries out an output, not blocking
     * @param lanes started by whoever worked, once nothing waits
     */
    Mailbox(Node node, Host host, Consumer<Output> execute, Lanes lanes) {
        this.node = node;
        this.host = host;
        this.execute = execute;
        this.lanes = lanes;
        completions = new Completions(host);
        alarm = host.alarm(this::ring);
    }

    private void ring() {
        post(new Input.Tick());
        completions.startAgain();
    }

    /** Only puts it there; {@link #run} is to follow. */
    void add(Input input) {
        waiting.add(input);
    }

    void post(Input input) {
        waiting.add(input);
        run();
    }

    /** Runs in turn with the inputs; for looking at the node. */
    void post(Runnable look) {
        waiting.add(look);
        run();
    }

    /** Works off what waits, unless somebody does already. */
    void run() {
        run(null);
    }

    /**
     * Like {@link #run()}, but leaves a lane to the caller.
     *
     * @param mine not started: the caller takes what waits in it
     */
    void run(@Nullable Lane<?, ?> mine) {
        if (turns.getAndIncrement() == 0) {
            work(1, mine);
        }
    }

    private void work(int first, @Nullable Lane<?, ?> mine) {
        int seen = first;
        int done = 0;
        do {
            for (Object item = waiting.poll(); item != null; item = waiting.poll()) {
                step(item);
                if (++done == MOST_AT_ONCE && passedOn(seen)) {
                    lanes.startAllBut(mine);
                    return;
                }
            }
            // Before the alarm, whose thread may have to be woken: nobody waits for that.
            lanes.startAllBut(mine);
            completions.start();
            alarm.set(node.nextDeadline());
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Whether a thread of the library's goes on; where there is none to be had, this one does. */
    private boolean passedOn(int turn) {
        try {
            host.runStoreCall(() -> work(turn, null));
            return true;
        } catch (RuntimeException | Error failed) {
            LOG.log(Level.ERROR, "no thread to go on with", failed);
            return false;
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the node of all sessions outlives a fault in one
    private void step(Object item) {
        try {
            if (item instanceof Input input) {
                node.step(now(), input, outputs::add);
            } else if (item instanceof Runnable look) {
                look.run();
            }
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "step failed input=" + item.getClass().getSimpleName(), fault);
        }
        for (Output output = outputs.poll(); output != null; output = outputs.poll()) {
            try {
                execute.accept(output);
            } catch (RuntimeException | Error fault) {
                LOG.log(Level.ERROR, "output failed output=" + output.getClass().getSimpleName(), fault);
            }
        }
    }

    Now now() {
        return new Now(host.monotonic(), host.wall());
    }

    /** For what runs in turn: these saves are settled, and their futures are completed aside once nothing waits. */
    void complete(List<Saving> settled, @Nullable RuntimeException failure) {
        completions.add(settled, failure);
    }

    void close() {
        alarm.close();
        completions.startAgain();
    }
}
