package dev.latchkey.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that measures.
 *
 * @param about what it measures, in a sentence
 * @param scenarios all that there are
 * @param summaries lines at the end
 * @param folder where databases go unless told otherwise
 */
public record Bench(String about, List<Scenario> scenarios, List<Summary> summaries, Path folder) {
    private static final int BAD_INPUT = 2;

    /** Runs what the arguments ask for, and prints the figures; ends the process where it does not understand them. */
    @SuppressWarnings("SystemOut")
    public void start(String... args) throws Exception {
        Arguments arguments;
        try {
            arguments = Arguments.parse(this, args);
        } catch (IllegalArgumentException bad) {
            System.err.println(bad.getMessage());
            System.exit(BAD_INPUT);
            return;
        }
        if (arguments.help()) {
            System.out.println(Arguments.help(this));
            return;
        }
        run(arguments);
    }

    @SuppressWarnings("SystemOut")
    private void run(Arguments arguments) throws Exception {
        List<Figure> figures = new ArrayList<>();
        String machine;
        PrintStream progress = arguments.json() ? System.err : System.out;
        try (Site site = Site.in(arguments.folder(), progress, arguments.pictures())) {
            machine = Machine.describe(site.folder());
            site.say("machine", machine);
            for (Scenario scenario : arguments.scenarios()) {
                figures.addAll(scenario.run(site));
            }
        }
        Report report = new Report(machine, summaries, figures);
        System.out.println(arguments.json() ? report.json() : report.table());
        if (!arguments.json()) {
            System.out.println(report.lines());
        }
    }
}
