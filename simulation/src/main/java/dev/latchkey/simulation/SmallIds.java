package dev.latchkey.simulation;

import dev.latchkey.spi.Id;

/**
 * The ids that one process of a {@link SmallWorld} draws, easy to find in a text: a letter for the machine, a digit
 * for the process, two for the number, then nothing but {@code f}. Not thread-safe.
 */
final class SmallIds {
    /** What follows the first digits of each id, as far as no other text has it. */
    static final String TAIL = "f".repeat(16);

    static final int DIGITS = 32;
    static final int TELLING = 4;
    /** The letter of whoever is no server. */
    static final int OPERATOR = 14;

    private static final int LAST = 15;
    private final int letter;
    private final int process;
    private int drawn;

    SmallIds(int machine, int process) {
        letter = 10 + machine;
        this.process = process;
    }

    Id next() {
        return of(letter, process, drawn++);
    }

    /** The last of the telling digits is never {@code f}: one sees where the tail begins. */
    static Id of(int letter, int process, int number) {
        long digits = (long) letter << 12 | (process & 15) << 8 | (number / LAST & 15) << 4 | number % LAST;
        return new Id(digits << 48 | -1L >>> 16, -1L - number / (16 * LAST));
    }

    static Id of(int code) {
        return new Id((long) code << 48 | -1L >>> 16, -1L);
    }

    /** The telling digits as a number. */
    static int code(Id id) {
        return (int) (id.high() >>> 48);
    }
}
