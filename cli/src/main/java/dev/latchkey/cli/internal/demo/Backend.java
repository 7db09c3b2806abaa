package dev.latchkey.cli.internal.demo;

import dev.latchkey.cli.internal.demo.wire.Command;
import dev.latchkey.cli.internal.demo.wire.Deed;
import dev.latchkey.cli.internal.demo.wire.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One game server as the proxy sees it: its present process, and who is there. Thread-safe. */
public final class Backend {
    /** What a backend can be told from outside, and tells. */
    interface Listener {
        /** A server said something that concerns no single player. */
        void noted(Backend backend, String text);
    }

    /** A server that said nothing for so long is taken for unresponsive; it talks twice a second. */
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Numbers of sessions, of all backends. */
    private static final AtomicLong SESSIONS = new AtomicLong();

    final String name;
    final Tally tally = new Tally();
    private final Launch launch;
    private final Listener listener;
    private final ConcurrentHashMap<Long, Visit> visits = new ConcurrentHashMap<>();
    private volatile @Nullable Child child;
    private volatile long heardAt;
    private volatile boolean ready;
    private volatile boolean leaving;

    Backend(String name, Launch launch, Listener listener) {
        this.name = name;
        this.launch = launch;
        this.listener = listener;
    }

    /** Starts a process; done when it is ready, or exceptionally when it ends before. */
    CompletableFuture<Boolean> start() {
        CompletableFuture<Boolean> up = new CompletableFuture<>();
        tally.restarted(System.nanoTime());
        leaving = false;
        try {
            child = new Child(launch.start(name), line -> heard(line, up), () -> gone(up));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start a game server name=" + name, failed);
        }
        return up;
    }

    private void heard(String line, CompletableFuture<Boolean> up) {
        heardAt = System.nanoTime();
        Report report = Report.parse(line).orElse(null);
        switch (report) {
            case Report.Ready() -> {
                ready = true;
                up.complete(true);
            }
            case Report.Stats(long sessions, long saves) -> tally.stats(sessions, saves, heardAt);
            case Report.Suspended(boolean on) -> {
                tally.suspended(on, heardAt);
                listener.noted(this, on ? "lease over: all sessions suspended" : "sessions resumed");
            }
            case Report.Note(String text) -> listener.noted(this, text);
            case Report.Joined joined -> {
                tally.joined(joined);
                of(joined.session(), joined);
            }
            case Report.Failed failed -> of(failed.session(), failed);
            case Report.Did did -> of(did.session(), did);
            case Report.Refused refused -> of(refused.session(), refused);
            case Report.Saved saved -> of(saved.session(), saved);
            case Report.Ended ended -> of(ended.session(), ended);
            case null -> {} // Half a line, or a warning of the JVM's.
        }
    }

    private void of(long session, Report report) {
        Visit visit = visits.get(session);
        if (visit != null) {
            visit.heard(report);
            if (visit.end.isDone()) {
                visits.remove(session);
            }
        }
    }

    private void gone(CompletableFuture<Boolean> up) {
        ready = false;
        up.complete(false);
        tally.gone(System.nanoTime());
        visits.values().removeIf(visit -> {
            visit.gone();
            return true;
        });
    }

    /** A player arrives. */
    Visit join(String key, Purse purse) {
        Visit visit = new Visit(SESSIONS.incrementAndGet(), this, purse);
        visits.put(visit.session, visit);
        send(new Command.Join(visit.session, key));
        if (!ready && visits.remove(visit.session) != null) {
            visit.gone();
        }
        return visit;
    }

    void act(long session, int number, Deed deed) {
        send(new Command.Do(session, number, deed));
    }

    void save(Visit visit) {
        send(new Command.Save(visit.session));
    }

    void quit(Visit visit) {
        send(new Command.Quit(visit.session));
    }

    void bus(boolean up) {
        send(new Command.Bus(up));
    }

    private void send(Command command) {
        Child to = child;
        if (to != null) {
            to.send(command.line());
        }
    }

    /** Whether the proxy sends players there. */
    boolean isOpen() {
        return ready && !leaving && isAnswering();
    }

    /** Whether it has a process that talks. */
    boolean isAnswering() {
        return ready && System.nanoTime() - heardAt < SILENT_NANOS;
    }

    /** SIGKILL. */
    void kill() {
        Child to = child;
        if (to != null) {
            to.kill();
        }
    }

    /** SIGKILL; returns when the process is gone, or after so many seconds. */
    void killed(long seconds) {
        kill();
        Child to = child;
        boolean unused = to == null || to.awaitEnd(seconds);
    }

    /** SIGSTOP or SIGCONT. */
    void pause(boolean stop) {
        Child to = child;
        if (to != null) {
            to.signal(stop ? "-STOP" : "-CONT");
        }
    }

    /** Asks it to shut down; true when its process ended in time by itself. */
    boolean stop(long seconds) {
        leaving = true;
        send(new Command.Stop());
        Child to = child;
        return to == null || to.awaitEnd(seconds);
    }
}
