package dev.latchkey.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Measured times in nanoseconds, all of them kept. Not thread-safe. */
public final class Samples {
    /** None yet. */
    public Samples() {}

    private long[] values = new long[1_024];
    private int size;
    private boolean sorted = true;

    /** One more. */
    public void add(long nanos) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = nanos;
        sorted = false;
    }

    /** All of another. */
    public void addAll(Samples others) {
        for (int i = 0; i < others.size; i++) {
            add(others.values[i]);
        }
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /**
     * By nearest rank.
     *
     * @param percent 0–100
     * @throws IllegalStateException if nothing was measured
     */
    public long percentile(double percent) {
        if (size == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        int rank = (int) Math.ceil(percent / 100 * size);
        return values[Math.clamp(rank - 1, 0, size - 1)];
    }

    /**
     * The middle one.
     *
     * @throws IllegalStateException if nothing was measured
     */
    public long median() {
        return percentile(50);
    }

    long slowest() {
        return percentile(100);
    }

    /** {@code p50=… p99=… slowest=…}, in microseconds. */
    @Override
    public String toString() {
        return size == 0
                ? "nothing"
                : "p50=%.0fus p99=%.0fus slowest=%.0fus n=%d"
                        .formatted(median() / 1e3, percentile(99) / 1e3, slowest() / 1e3, size);
    }

    /** For another process to {@link #read}. */
    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(size);
            for (int i = 0; i < size; i++) {
                out.writeLong(values[i]);
            }
        }
    }

    static Samples read(Path file) throws IOException {
        Samples samples = new Samples();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int left = in.readInt(); left > 0; left--) {
                samples.add(in.readLong());
            }
        }
        return samples;
    }
}
