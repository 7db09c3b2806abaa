package dev.latchkey.simulation;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/** What happened, one line each: the newest lines for people, a hash of all of them for comparison. Not thread-safe. */
final class Trace {
    private static final int TAIL = 80;
    private final ArrayDeque<String> tail = new ArrayDeque<>();
    private final Consumer<String> reader;
    private long hash = 0xCBF29CE484222325L;
    private long lines;
    private boolean deaf;

    /**
     * @param reader is given each line
     */
    Trace(Consumer<String> reader) {
        this.reader = reader;
    }

    /** One that keeps nothing. */
    static Trace deaf() {
        Trace trace = new Trace(line -> {});
        trace.deaf = true;
        return trace;
    }

    boolean isDeaf() {
        return deaf;
    }

    void line(long time, String who, String what) {
        if (deaf) {
            return;
        }
        long micros = time / 1000;
        String line = micros / 1_000_000 + "." + pad(micros % 1_000_000) + " " + who + " " + what;
        for (int i = 0; i < line.length(); i++) {
            hash = (hash ^ line.charAt(i)) * 0x100000001B3L;
        }
        lines++;
        tail.addLast(line);
        if (tail.size() > TAIL) {
            tail.removeFirst();
        }
        reader.accept(line);
    }

    private static String pad(long micros) {
        String digits = Long.toString(micros + 1_000_000);
        return digits.substring(1);
    }

    long hash() {
        return hash;
    }

    long lines() {
        return lines;
    }

    List<String> tail() {
        return List.copyOf(tail);
    }
}
