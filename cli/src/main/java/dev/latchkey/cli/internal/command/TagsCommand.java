package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Table;
import dev.latchkey.spi.ProfileId;
import java.util.Map;
import picocli.CommandLine.Command;

/** The tags of one profile. */
@Command(name = "tags", description = "Shows the tags of a profile, by which find finds it.")
public final class TagsCommand extends ProfileCommand {
    /** All of them. */
    public record View(String profile, Map<String, String> tags) {}

    @Override
    int run(OpenStore store, ProfileId profile) {
        Map<String, String> tags = OpenStore.reply(store.tags().tags(profile));
        if (!printed(new View(profile.toString(), tags))) {
            Table table = new Table("TAG", "VALUE");
            tags.forEach(table::add);
            table.print(out());
        }
        return 0;
    }
}
