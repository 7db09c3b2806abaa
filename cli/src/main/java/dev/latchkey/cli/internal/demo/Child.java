package dev.latchkey.cli.internal.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that is talked to by lines. Thread-safe. */
final class Child {
    /** A process that is stopped reads nothing; what then does not fit is dropped, as by a lost connection. */
    private static final int WAITING_LINES = 10_000;

    private final Process process;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>(WAITING_LINES);
    private final Thread writer;
    private final Thread reader;

    /**
     * @param gone called when its output has ended, after its last line
     */
    Child(Process process, Consumer<String> heard, Runnable gone) {
        this.process = process;
        writer = Thread.ofPlatform().daemon().name("demo-writer").start(this::write);
        reader = Thread.ofPlatform().daemon().name("demo-reader").start(() -> read(heard, gone));
    }

    void send(String line) {
        if (!lines.offer(line)) {
            System.getLogger(Child.class.getName())
                    .log(System.Logger.Level.WARNING, "line dropped pid={0}", process.pid());
        }
    }

    private void write() {
        try (BufferedWriter to = process.outputWriter()) {
            while (true) {
                String line = lines.take();
                to.write(line);
                to.write('\n');
                if (lines.isEmpty()) {
                    to.flush();
                }
            }
        } catch (IOException broken) {
            // The process has gone; its reader tells.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Consumer<String> heard, Runnable gone) {
        try (BufferedReader from = process.inputReader()) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                heard.accept(line);
            }
        } catch (IOException broken) {
            // The same as its end.
        } finally {
            writer.interrupt();
            gone.run();
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /** By its process id, never by name. */
    void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot signal a process: the command kill is needed", failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it ended within so many seconds and all that it said was heard. */
    boolean awaitEnd(long seconds) {
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (ended) {
                reader.join(TimeUnit.SECONDS.toMillis(seconds));
            }
            return ended;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
