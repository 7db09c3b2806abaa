package dev.latchkey.cli.internal.command;

import dev.latchkey.spi.Difference;

/** Words that several commands have. */
final class Words {
    private Words() {}

    /** A difference as a line: + is new, - is gone, ~ is another value. */
    static String line(Difference one) {
        if (one.before() == null) {
            return "+ " + one.path() + ": " + one.after();
        }
        return one.after() == null
                ? "- " + one.path() + ": " + one.before()
                : "~ " + one.path() + ": " + one.before() + " -> " + one.after();
    }
}
