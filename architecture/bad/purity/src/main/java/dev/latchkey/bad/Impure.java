package dev.latchkey.bad;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/** Takes the time, a thread, a file and chance from where it likes. */
public final class Impure {
    private Impure() {}

    /** The time, from a clock. */
    public static Instant time() {
        return Instant.now();
    }

    /** Work, on another thread. */
    public static void run(Runnable work) {
        Thread.ofVirtual().start(work);
    }

    /** Whether there is such a file. */
    public static boolean exists(Path file) {
        return Files.exists(file);
    }

    /** A number, by chance. */
    public static int number(int bound) {
        return new Random(7).nextInt(bound);
    }
}
