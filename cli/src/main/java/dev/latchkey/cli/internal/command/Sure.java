package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Refusal;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something is done that cannot be undone easily. */
final class Sure {
    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    /** Whether somebody is asked, and looks. */
    boolean asks() {
        return !yes && Terminal.isThere();
    }

    /**
     * Asks at the terminal, unless told not to.
     *
     * @throws Refusal if the answer is no, or there is nobody to ask
     */
    @SuppressWarnings("SystemConsoleNull") // it may be, on Java 21
    void ask(String question, PrintWriter out) {
        if (yes) {
            return;
        }
        Console console = System.console();
        if (console == null || !Terminal.isThere()) {
            throw Refusal.badInput(question + " There is no terminal to ask at: say --yes if so");
        }
        out.print(question + " [y/N] ");
        out.flush();
        String answer = console.readLine();
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw Refusal.failed("nothing was done");
        }
    }
}
