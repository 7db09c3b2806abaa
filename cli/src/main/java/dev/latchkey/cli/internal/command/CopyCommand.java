package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.copy.Copying;
import dev.latchkey.cli.internal.copy.Report;
import dev.latchkey.cli.internal.copy.Tally;
import dev.latchkey.cli.internal.store.Json;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A whole store on its way to another engine. */
@Command(
        name = "copy",
        description = {
            "Copies a whole store into an empty one of any engine, and compares them.",
            "Everything that belongs to a profile goes along: data, tags, letters, dead letters and ids of handled ones,"
                    + " history, orphans, audit, unique items; fencing tokens and versions go on. Servers and their burials"
                    + " stay behind.",
            "No server may be live on the first store; with --follow it copies again and again what has changed, until all"
                    + " have left. Broken off and started again it goes on where it was. Start no server on the second store"
                    + " before it says that both are the same; else the status is 1."
        },
        footer = {
            "",
            "Examples:",
            "  latchkey copy sqlite:players.db postgresql://localhost/game",
            "  latchkey copy --follow redis://localhost mariadb://localhost/game"
        })
public final class CopyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FROM-URL", description = "The store that is there; it is not changed.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String from;

    @Parameters(index = "1", paramLabel = "TO-URL", description = "The new store; it is made if it is not there.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String to;

    @Option(names = "--follow", description = "Goes on for as long as servers are live on the first store.")
    private boolean follow;

    @Option(names = "--json", description = "Answers in JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (from.equals(to)) {
            throw Refusal.badInput("both URLs name the same store");
        }
        OpenStore.checkServed(to);
        PrintWriter out = spec.commandLine().getOut();
        CopyProgress.Style lines = Terminal.isThere() ? CopyProgress.Style.BAR : CopyProgress.Style.LINES;
        CopyProgress progress = new CopyProgress(out, json ? CopyProgress.Style.SILENT : lines);
        Report report;
        try (OpenStore source = OpenStore.open(from)) {
            report = copy(new Copying(source, follow, progress));
        } finally {
            progress.end();
        }
        if (json) {
            out.println(Json.text(report));
        } else {
            print(report, out);
        }
        return report.verified() ? 0 : 1;
    }

    /** The second store is not made before it is known that the first may be copied. */
    private Report copy(Copying copying) {
        try (OpenStore target = OpenStore.make(to)) {
            return copying.run(target);
        }
    }

    private static void print(Report report, PrintWriter out) {
        out.println("first store:  " + words(report.from()));
        out.println("second store: " + words(report.to()));
        if (report.verified()) {
            out.println("both are the same; " + report.copied() + " profiles were written, in " + report.passes()
                    + " passes");
            return;
        }
        out.println(report.differences() + " profiles are not the same:");
        report.different().forEach(each -> out.println("  " + each.profile() + ": " + String.join(", ", each.parts())));
    }

    private static String words(Tally tally) {
        return tally.profiles() + " profiles, " + tally.revisions() + " earlier states, " + tally.letters()
                + " letters, " + tally.deadLetters() + " dead letters, " + tally.letterIds() + " ids of letters, "
                + tally.orphans() + " orphans, " + tally.items() + " items, " + tally.audit()
                + " entries of the audit, " + tally.bytes() + " bytes";
    }
}
