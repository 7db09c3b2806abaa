package dev.latchkey.faults.internal.run;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The demo's game servers, players and checker: a process that is told by lines what to do to its servers. Servers are
 * counted from 1. For one thread.
 */
final class Players implements AutoCloseable {
    private static final String COMES = " players come";

    private final Process process;
    private final BufferedWriter in;
    private final CompletableFuture<Boolean> playing = new CompletableFuture<>();
    private final CompletableFuture<Optional<Outcome>> outcome = new CompletableFuture<>();

    /**
     * @param stores of the servers, in their order
     * @param buses likewise
     * @param minutesApart how many minutes each server's wall clock is ahead of the one before it
     * @param checked by which the check reaches the store
     * @param heard gets each line
     */
    Players(
            List<String> stores,
            List<String> buses,
            String checked,
            int minutesApart,
            Duration lease,
            Path folder,
            long seed,
            Consumer<String> heard)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                "dev.latchkey.cli.Main",
                "demo-crowd",
                "--check",
                checked,
                "--folder",
                folder.toString(),
                "--clock-minutes",
                Integer.toString(minutesApart),
                "--servers",
                Integer.toString(stores.size()),
                "--seed",
                Long.toString(seed),
                "--lease-millis",
                Long.toString(lease.toMillis())));
        stores.forEach(store -> command.addAll(List.of("--store", store)));
        buses.forEach(bus -> command.addAll(List.of("--bus", bus)));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        in = process.outputWriter();
        Thread unused = Thread.ofPlatform().daemon().name("players").start(() -> read(heard));
    }

    private void read(Consumer<String> heard) {
        Optional<Outcome> found = Optional.empty();
        try (BufferedReader from = process.inputReader()) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                heard.accept(line);
                if (line.contains(COMES)) {
                    playing.complete(true);
                }
                if (line.startsWith(Outcome.MARK)) {
                    found = Optional.of(Outcome.parse(line));
                }
            }
        } catch (IOException broken) {
            heard.accept("nothing more is heard of the players: " + broken.getMessage());
        } finally {
            playing.complete(false);
            outcome.complete(found);
        }
    }

    /**
     * Waits until the players come.
     *
     * @throws IOException if the servers do not start
     */
    void await() throws IOException {
        if (!playing.join()) {
            throw new IOException("the game servers did not start");
        }
    }

    void kill(int server) {
        tell("kill " + server);
    }

    void start(int server) {
        tell("start " + server);
    }

    void pause(int server) {
        tell("pause " + server);
    }

    void resume(int server) {
        tell("resume " + server);
    }

    private void tell(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("the players are gone", gone);
        }
    }

    /**
     * Sends the players home and has all checked.
     *
     * @throws IOException if there is no outcome within the time
     */
    Outcome home(Duration most) throws IOException {
        tell("home");
        return outcome.completeOnTimeout(Optional.empty(), most.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .orElseThrow(() -> new IOException("the players' check did not end well"));
    }

    /** No process is left. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
