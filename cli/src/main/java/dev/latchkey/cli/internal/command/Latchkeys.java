package dev.latchkey.cli.internal.command;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The root of all commands; alone it prints the help. */
@Command(
        name = "latchkey",
        mixinStandardHelpOptions = true,
        version = "latchkey 0.1.0",
        description = "Looks after the players' data of game servers.",
        subcommands = {DemoCommand.class, DemoServerCommand.class, AutoComplete.GenerateCompletion.class})
public final class Latchkeys implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandLine.Model.CommandSpec spec;

    /** Runs a command; its exit status. */
    public static int run(String... arguments) {
        return line().execute(arguments);
    }

    /** All commands. */
    static CommandLine line() {
        CommandLine line = new CommandLine(new Latchkeys());
        line.setParameterExceptionHandler(Latchkeys::badInput);
        line.setExecutionExceptionHandler((failure, where, parsed) -> {
            where.getErr().println("latchkey: " + failure.getMessage());
            return 1;
        });
        return line;
    }

    /** One clear line. */
    private static int badInput(ParameterException bad, String[] arguments) {
        CommandLine where = bad.getCommandLine();
        String message = String.valueOf(bad.getMessage()).replace('\n', ' ');
        where.getErr()
                .println("latchkey: " + message + " (see "
                        + where.getCommandSpec().qualifiedName() + " --help)");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
