package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.cli.internal.store.Table;
import dev.latchkey.spi.Inspection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The servers on a store. */
@Command(
        name = "servers",
        description = {
            "Lists the servers that are live or silent; with --all, gone ones, too.",
            "The lease of a silent one is over: any server may declare it dead."
        })
public final class ServersCommand extends StoreCommand {
    @Option(names = "--all", description = "Those that are gone, too.")
    private boolean all;

    /** All that were asked for. */
    public record Page(List<ServerView> servers) {}

    @Override
    int run(OpenStore store) {
        List<ServerView> views = OpenStore.reply(store.inspection().servers()).stream()
                .filter(info -> all || !info.buried())
                .map(ServerView::of)
                .toList();
        if (!printed(new Page(views))) {
            Table table = new Table("SERVER", "STATE", "SESSIONS", "SINCE", "LEASE ENDS", "ID");
            views.forEach(view -> table.add(
                    view.name(),
                    view.state(),
                    view.sessions() == Inspection.ServerInfo.NOT_COUNTED ? null : view.sessions(),
                    view.since(),
                    view.leaseEnd(),
                    view.id()));
            table.print(out());
        }
        return 0;
    }
}
