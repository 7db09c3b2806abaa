package dev.latchkey.simulation;

/**
 * The states that were reached, by their fingerprints, each with the least {@link Budget} that was used: sixteen to
 * forty bytes each. Thread-safe.
 */
final class Seen {
    private static final int STRIPES = 64;
    private final Stripe[] stripes = new Stripe[STRIPES];

    Seen() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    private Stripe stripe(long print) {
        return stripes[(int) (print >>> 58)];
    }

    private static long kept(long print) {
        return print == 0 ? 1 : print;
    }

    /** Whether it is new, or was reached only with more of something used. */
    boolean add(long print, long used) {
        return stripe(print).add(kept(print), used);
    }

    /** Whether it was reached with less used, too. */
    boolean isBeaten(long print, long used) {
        return stripe(print).isBeaten(kept(print), used);
    }

    /** An open-addressed table in which a print may be more than once; 0 is an empty slot. */
    private static final class Stripe {
        private long[] prints = new long[1 << 8];
        private long[] budgets = new long[1 << 8];
        private int size;

        synchronized boolean add(long print, long used) {
            if (size * 4L >= prints.length * 3L) {
                grow();
            }
            int at = first(print);
            while (prints[at] != 0) {
                if (prints[at] == print && Budget.isNoMore(budgets[at], used)) {
                    return false;
                }
                if (prints[at] == print && Budget.isNoMore(used, budgets[at])) {
                    budgets[at] = used;
                    return true;
                }
                at = next(at);
            }
            prints[at] = print;
            budgets[at] = used;
            size++;
            return true;
        }

        synchronized boolean isBeaten(long print, long used) {
            for (int at = first(print); prints[at] != 0; at = next(at)) {
                if (prints[at] == print && budgets[at] != used && Budget.isNoMore(budgets[at], used)) {
                    return true;
                }
            }
            return false;
        }

        private int first(long print) {
            return (int) (print ^ (print >>> 32)) & (prints.length - 1);
        }

        private int next(int at) {
            return (at + 1) & (prints.length - 1);
        }

        private void grow() {
            long[] oldPrints = prints;
            long[] oldBudgets = budgets;
            prints = new long[oldPrints.length * 2];
            budgets = new long[oldPrints.length * 2];
            for (int i = 0; i < oldPrints.length; i++) {
                if (oldPrints[i] != 0) {
                    int at = first(oldPrints[i]);
                    while (prints[at] != 0) {
                        at = next(at);
                    }
                    prints[at] = oldPrints[i];
                    budgets[at] = oldBudgets[i];
                }
            }
        }
    }
}
