package dev.latchkey.cli;

import dev.latchkey.cli.internal.command.Latchkeys;

/** The command line. */
public final class Main {
    private Main() {}

    /** Runs a command and exits with its status: 0 done, 1 failed, 2 bad input. */
    public static void main(String[] arguments) {
        System.exit(Latchkeys.run(arguments));
    }
}
