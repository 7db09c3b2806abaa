package dev.latchkey.faults;

import dev.latchkey.faults.internal.run.Engine;
import dev.latchkey.faults.internal.run.Fault;
import dev.latchkey.faults.internal.run.Line;
import dev.latchkey.faults.internal.run.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one fault after the other on real database servers. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Breaks real databases, networks and game servers under the demo's players, one fault after the"
                + " other, and checks that nothing is lost or duplicated.",
        footer = {
            "",
            "longest-load is how long a player stood before the door at most, over all tries; suspended how long a",
            "game server's sessions were suspended at most. The lease is 6 s here.",
            "The exit status is 1 where anything is lost or duplicated, or a run does not come to its end."
        })
final class Faults implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Option(names = "--only", description = "Only this fault; may be given more than once. All are listed by --list.")
    private List<String> only = List.of();

    @Option(
            names = "--engine",
            description = "Only on this engine: postgres, mariadb or redis; may be given more than once.")
    private List<String> engines = List.of();

    @Option(names = "--list", description = "Lists the faults, and runs none.")
    private boolean list;

    @Option(names = "--json", description = "Prints each result as a JSON object and nothing else.")
    private boolean json;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "For the players' choices; times differ from run to run (default ${DEFAULT-VALUE}).")
    private long seed;

    /** Runs it and exits with its status: 0 nothing lost or duplicated, 1 otherwise, 2 bad input. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Faults());
        line.setExecutionExceptionHandler((failure, where, parsed) -> {
            where.getErr().println("faults: " + failure);
            return 1;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Arrays.stream(Fault.values()).forEach(fault -> out.printf("%-20s %s%n", fault.word(), fault.words()));
            return 0;
        }
        List<Fault> faults = only.isEmpty()
                ? List.of(Fault.values())
                : only.stream().map(this::fault).toList();
        List<Engine> on = engines.isEmpty()
                ? List.of(Engine.values())
                : engines.stream().map(this::engine).toList();
        boolean clean = true;
        for (Engine engine : on) {
            for (Fault fault : faults) {
                clean &= run(fault, engine, out);
            }
        }
        return clean ? 0 : 1;
    }

    private boolean run(Fault fault, Engine engine, PrintWriter out) throws InterruptedException {
        if (!engine.knows(fault)) {
            progress(fault, engine, out).accept("not there");
            return true;
        }
        try {
            Line line = new Run(fault, engine, seed, progress(fault, engine, out)).run();
            out.println(json ? line.json() : line.text());
            out.flush();
            return line.isClean();
        } catch (IOException failed) {
            spec.commandLine()
                    .getErr()
                    .println("faults: no result fault=" + fault.word() + " engine=" + engine.word() + ": "
                            + failed.getMessage());
            return false; // The others may have one.
        }
    }

    private Consumer<String> progress(Fault fault, Engine engine, PrintWriter out) {
        String start = fault.word() + " on " + engine.word() + ": ";
        return text -> {
            if (!json) {
                out.println(start + text);
                out.flush();
            }
        };
    }

    private Fault fault(String word) {
        return Arrays.stream(Fault.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "there is no fault " + word + "; --list lists all"));
    }

    private Engine engine(String word) {
        return Arrays.stream(Engine.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "there is no engine " + word + "; there are postgres, mariadb and redis"));
    }
}
