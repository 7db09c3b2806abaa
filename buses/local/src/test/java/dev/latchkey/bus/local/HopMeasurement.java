package dev.latchkey.bus.local;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures a hop over sockets between two processes: half of a round trip. Run by hand, and by a test. */
final class HopMeasurement {
    static final Id NEAR = new Id(0, 1);
    static final Id FAR = new Id(0, 2);

    private HopMeasurement() {}

    /**
     * Runs one side.
     *
     * @param args {@code echo FOLDER}: answers until its standard input ends; {@code FOLDER rounds bytes}:
     *     measures
     */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("echo")) {
            echo(Path.of(args[1]));
        } else {
            measure(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        }
    }

    private static void echo(Path folder) throws Exception {
        try (MessageBus bus = SocketBus.open(folder)) {
            bus.subscribe(FAR, message -> bus.publish(NEAR, message));
            System.out.println("ready");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void measure(Path folder, int rounds, int bytes) throws Exception {
        Process echo = startEcho(folder);
        try (MessageBus bus = SocketBus.open(folder)) {
            long[] hops = roundTrips(bus, rounds, bytes);
            Arrays.sort(hops);
            System.out.printf(
                    "hop: bytes=%d p50=%.1fus p99=%.1fus%n",
                    bytes, hops[rounds / 2] / 2_000.0, hops[rounds * 99 / 100] / 2_000.0);
        } finally {
            echo.getOutputStream().close();
            echo.waitFor(10, TimeUnit.SECONDS);
        }
        Files.deleteIfExists(folder);
    }

    /** Another JVM that sends back what it gets; it ends with its standard input. */
    static Process startEcho(Path folder) throws Exception {
        Process echo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HopMeasurement.class.getName(),
                        "echo",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int ready = echo.getInputStream().read();
        if (ready != 'r') {
            throw new IllegalStateException("the other process did not start");
        }
        return echo;
    }

    /** Nanoseconds of each round trip, after a warm-up of the same length; the listener sends the next one. */
    static long[] roundTrips(MessageBus bus, int rounds, int bytes) throws Exception {
        long[] times = new long[2 * rounds];
        AtomicInteger round = new AtomicInteger();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        times[0] = -System.nanoTime();
        try (MessageBus.Subscription subscription = bus.subscribe(NEAR, message -> {
            long now = System.nanoTime();
            int mine = round.getAndIncrement();
            times[mine] += now;
            if (mine + 1 == times.length || message.length != bytes) {
                done.complete(message.length == bytes);
                return;
            }
            times[mine + 1] = -now;
            bus.publish(FAR, message);
        })) {
            bus.publish(FAR, new byte[bytes]);
            if (!done.get(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("an answer of another length came");
            }
        }
        return Arrays.copyOfRange(times, rounds, 2 * rounds);
    }
}
