package dev.latchkey.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code make bench}: runs the scenarios and prints their figures, at the end in one line. */
public final class Main {
    private static final int BAD_INPUT = 2;

    private Main() {}

    /** See {@code --help}. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws Exception {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException bad) {
            System.err.println(bad.getMessage());
            System.exit(BAD_INPUT);
            return;
        }
        if (arguments.help()) {
            System.out.println(Arguments.HELP);
            return;
        }
        run(arguments);
    }

    @SuppressWarnings("SystemOut")
    private static void run(Arguments arguments) throws Exception {
        List<Figure> figures = new ArrayList<>();
        String machine;
        PrintStream progress = arguments.json() ? System.err : System.out;
        try (Site site = Site.in(arguments.folder(), progress)) {
            machine = Machine.describe(site.folder());
            site.say("machine", machine);
            for (Scenario scenario : arguments.scenarios()) {
                figures.addAll(scenario.run(site));
            }
        }
        Report report = new Report(machine, figures);
        System.out.println(arguments.json() ? report.json() : report.table());
        if (!arguments.json()) {
            System.out.println(report.line());
        }
    }

    /** Where the databases go unless told otherwise: beside what was built, on the same disk. */
    static Path defaultFolder() {
        return Path.of("bench", "target");
    }
}
