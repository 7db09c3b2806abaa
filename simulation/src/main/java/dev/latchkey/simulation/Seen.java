package dev.latchkey.simulation;

/** The states that were reached, by their fingerprints: eight to sixteen bytes each. Thread-safe. */
final class Seen {
    private static final int STRIPES = 64;
    private final Stripe[] stripes = new Stripe[STRIPES];

    Seen() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** Whether it is new. */
    boolean add(long value) {
        long kept = value == 0 ? 1 : value;
        return stripes[(int) (kept >>> 58)].add(kept);
    }

    long size() {
        long sum = 0;
        for (Stripe stripe : stripes) {
            sum += stripe.size();
        }
        return sum;
    }

    /** An open-addressed table; 0 is an empty slot. */
    private static final class Stripe {
        private long[] slots = new long[1 << 8];
        private int size;

        synchronized int size() {
            return size;
        }

        synchronized boolean add(long value) {
            if (size * 4L >= slots.length * 3L) {
                grow();
            }
            if (!insert(value)) {
                return false;
            }
            size++;
            return true;
        }

        private boolean insert(long value) {
            int at = (int) (value ^ (value >>> 32)) & (slots.length - 1);
            while (slots[at] != 0) {
                if (slots[at] == value) {
                    return false;
                }
                at = (at + 1) & (slots.length - 1);
            }
            slots[at] = value;
            return true;
        }

        private void grow() {
            long[] old = slots;
            slots = new long[old.length * 2];
            for (long value : old) {
                if (value != 0) {
                    insert(value);
                }
            }
        }
    }
}
