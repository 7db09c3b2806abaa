package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Json;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Table;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What waits for a player. */
@Command(
        name = "mail",
        description = {
            "Lists the letters that wait for a profile, oldest first.",
            "--json has what they say. Those that expired meanwhile are dead from now on: see dead-letters."
        },
        footer = {"", "Example: latchkey mail players/ada"})
public final class MailCommand extends ProfileCommand {
    @Option(names = "--limit", defaultValue = "100", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit;

    /**
     * A letter, for people.
     *
     * @param items ids of the unique items in it
     * @param data as text where it is text, else hexadecimal
     */
    public record View(
            String id,
            String type,
            String from,
            Instant sent,
            @Nullable Instant expires,
            List<String> items,
            int bytes,
            String data) {}

    /** All that were asked for. */
    public record Page(String profile, List<View> letters) {}

    @Override
    int run(OpenStore store, ProfileId profile) {
        checkLimit(limit);
        Mailboxes.Fetch fetch = new Mailboxes.Fetch(profile, 0, limit);
        List<View> views = OpenStore.reply(store.mail().fetch(List.of(fetch)).get(0)).stream()
                .map(MailCommand::view)
                .toList();
        if (printed(new Page(profile.toString(), views))) {
            return 0;
        }
        if (views.isEmpty()) {
            out().println("Nothing waits for " + profile + ".");
            return 0;
        }
        Table table = new Table("ID", "TYPE", "FROM", "SENT", "EXPIRES", "ITEMS", "BYTES");
        views.forEach(view -> table.add(
                view.id(),
                view.type(),
                view.from(),
                view.sent(),
                view.expires(),
                view.items().isEmpty() ? null : String.join(",", view.items()),
                view.bytes()));
        table.print(out());
        return 0;
    }

    private static View view(Delivery delivery) {
        Letter letter = delivery.letter();
        return new View(
                letter.id(),
                letter.type(),
                letter.from(),
                delivery.sent(),
                delivery.expires(),
                letter.items(),
                letter.content().size(),
                Json.data(letter.content()));
    }
}
