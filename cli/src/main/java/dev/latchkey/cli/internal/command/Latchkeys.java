package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Refusal;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of all commands; alone it prints the help. */
@Command(
        name = "latchkey",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        version = "latchkey 0.1.0",
        description = "Looks after the players' data of game servers.",
        subcommands = {
            SessionsCommand.class,
            ShowCommand.class,
            UnlockCommand.class,
            KeysCommand.class,
            FindCommand.class,
            TagsCommand.class,
            ServersCommand.class,
            DoctorCommand.class,
            OrphansCommand.class,
            AuditCommand.class,
            HistoryCommand.class,
            RevisionCommand.class,
            DiffCommand.class,
            RestoreCommand.class,
            EditCommand.class,
            EraseCommand.class,
            MailCommand.class,
            DeadLettersCommand.class,
            ItemsCommand.class,
            IndexItemsCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            CopyCommand.class,
            SweepCommand.class,
            SchemaCommand.class,
            DemoCommand.class,
            DemoServerCommand.class,
            DemoCrowdCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        })
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
            where.getErr().println("latchkey: " + line(failure));
            return failure instanceof Refusal refusal ? refusal.status() : 1;
        });
        return line;
    }

    private static String line(Exception failure) {
        String message = failure.getMessage();
        return (message == null ? failure.toString() : message).replace('\n', ' ');
    }

    /** One clear line. */
    private static int badInput(ParameterException bad, String[] arguments) {
        CommandLine where = bad.getCommandLine();
        String message = bad instanceof UnmatchedArgumentException unmatched
                        && where.getParent() == null
                        && !unmatched.isUnknownOption()
                ? "there is no such command: " + String.join(" ", unmatched.getUnmatched())
                : String.valueOf(bad.getMessage()).replace('\n', ' ');
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
