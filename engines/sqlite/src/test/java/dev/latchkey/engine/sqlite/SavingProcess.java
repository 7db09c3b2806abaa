package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A process that saves without a pause: opens one profile per caller, says "ready", waits for a line, saves for
 * some milliseconds, and prints what was acknowledged. Arguments: file, name, callers, milliseconds.
 */
final class SavingProcess {
    private SavingProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String name = arguments[1];
        int callers = Integer.parseInt(arguments[2]);
        Duration time = Duration.ofMillis(Long.parseLong(arguments[3]));
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(Path.of(arguments[0])))) {
            Id server = Given.server(engine, name);
            List<Given.Session> sessions = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                sessions.add(Given.Session.open(engine, server, name + "-" + i));
            }
            System.out.println("ready");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            report(sessions, time);
        }
    }

    private static void report(List<Given.Session> sessions, Duration time) throws InterruptedException {
        AtomicLongArray acknowledged = new AtomicLongArray(sessions.size());
        ConcurrentLinkedQueue<Long> slowest = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            int caller = i;
            threads.add(Thread.ofVirtual()
                    .start(() -> slowest.add(save(sessions.get(caller), time, acknowledged, caller))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < sessions.size(); i++) {
            System.out.println("acknowledged " + sessions.get(i).profile().key() + " " + acknowledged.get(i));
        }
        System.out.println(
                "slowest " + slowest.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** Returns the longest time of one save, in microseconds. */
    private static long save(Given.Session first, Duration time, AtomicLongArray acknowledged, int caller) {
        Given.Session session = first;
        long slowest = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            long sent = System.nanoTime();
            Outcome<?> outcome = session.trySave(Given.text("{\"n\":" + acknowledged.get(caller) + "}"));
            slowest = Math.max(slowest, (System.nanoTime() - sent) / 1000);
            if (!(outcome instanceof Outcome.Done)) {
                System.out.println("failed " + outcome);
                return slowest;
            }
            session = session.next();
            acknowledged.set(caller, session.fence().version());
        }
        return slowest;
    }
}
