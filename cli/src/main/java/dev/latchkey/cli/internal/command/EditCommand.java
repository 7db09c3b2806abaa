package dev.latchkey.cli.internal.command;

import dev.latchkey.TransactionConflictException;
import dev.latchkey.cli.internal.store.Change;
import dev.latchkey.cli.internal.store.Editing;
import dev.latchkey.cli.internal.store.Guest;
import dev.latchkey.cli.internal.store.ItemFinder;
import dev.latchkey.cli.internal.store.Json;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Patch;
import dev.latchkey.cli.internal.store.Pointers;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.cli.internal.store.States;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes data. */
@Command(
        name = "edit",
        description = {
            "Changes the data of a profile, which is JSON.",
            "By --set and --unset, by a file with all of it, or without any of these in your editor (VISUAL, else EDITOR).",
            "Where a live server has the profile its game goes on with the new data; nobody is kicked. Where somebody else"
                    + " changed the same meanwhile nothing is done.",
            "Tells what changes, and asks before it does. What was stored before is kept in the history.",
            "Nobody here knows the game's classes: data that the game cannot read keeps the player out, until it is mended."
        },
        footer = {
            "",
            "Examples:",
            "  latchkey edit players/ada",
            "  latchkey edit players/ada --set /gold=5 --set '/name=\"Ada\"' --unset /items/0 --yes",
            "  latchkey edit players/ada --file ada.json --dry-run"
        })
public final class EditCommand extends ProfileCommand {
    @Option(
            names = "--set",
            paramLabel = "PLACE=JSON",
            description =
                    "Puts a value at a place: a JSON pointer, whose last step may be new; - is behind the end of a list."
                            + " May be repeated.")
    private @Nullable List<String> sets;

    @Option(
            names = "--unset",
            paramLabel = "PLACE",
            description = "Takes out what is at a place. After all --set, one after the other. May be repeated.")
    private @Nullable List<String> unsets;

    @Option(names = "--file", paramLabel = "FILE", description = "All of the new data; - is the standard input.")
    private @Nullable String file;

    @Option(
            names = "--items",
            paramLabel = "POINTER",
            description =
                    "Where in the data the ids of unique items stand, for example /items/*/id. Without it, each text"
                            + " and number that the store knows as an item's id is taken for one, and new items are not entered.")
    private @Nullable List<String> pointers;

    @Option(names = "--dry-run", description = "Only tells what would change.")
    private boolean dryRun;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private By by;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Sure sure;

    /**
     * What was done.
     *
     * @param kept number of what was stored before, null where nothing was written or the engine keeps no history
     */
    public record View(
            String profile,
            boolean changed,
            List<Difference> differences,
            @Nullable Long kept) {}

    @Override
    int run(OpenStore store, ProfileId profile) {
        Change given = given();
        Pointers where = pointers == null ? null : Pointers.parse(pointers);
        ItemFinder finder = store.engine() instanceof ItemIndex index ? new ItemFinder(index, where) : null;
        try (Guest guest = new Guest(store, by.name("edit"), true)) {
            Editing editing = new Editing(store, guest, profile, finder);
            Payload seen = editing.newest();
            Change change = given == null ? Editor.of(System.getenv()).edit(profile.key(), Json.readable(seen)) : given;
            return run(new States(store, profile), editing, seen, change);
        } catch (TransactionConflictException busy) {
            throw Owner.busy(store, profile);
        }
    }

    /** What was asked for; null for an editor. */
    private @Nullable Change given() {
        boolean patch = sets != null || unsets != null;
        if (patch && file != null) {
            throw Refusal.badInput("--file has all of the new data: leave --set and --unset out");
        }
        if (file != null) {
            return Change.file(file);
        }
        if (patch) {
            return Patch.parse(sets == null ? List.of() : sets, unsets == null ? List.of() : unsets);
        }
        if (!Terminal.isThere()) {
            throw Refusal.badInput("there is no terminal to edit at: say --set, --unset or --file");
        }
        return null;
    }

    private int run(States states, Editing editing, Payload seen, Change change) {
        List<Difference> wanted = Editing.differences(seen, change);
        if (dryRun || wanted.isEmpty()) {
            tell(new View(states.profile().toString(), false, wanted, null), true);
            return 0;
        }
        boolean asks = sure.asks();
        if (asks) {
            wanted.forEach(each -> err().println(Words.line(each)));
        }
        sure.ask("Change " + states.profile() + " so?", err());
        Long before = states.newest();
        // What nobody has looked at may be made of the newest data, whatever else has changed in it.
        List<Difference> made = editing.run(seen, change, !asks && change instanceof Patch ? null : wanted);
        Long kept = states.newest();
        tell(
                new View(states.profile().toString(), true, made, kept != null && kept.equals(before) ? null : kept),
                !asks);
        return 0;
    }

    private void tell(View view, boolean lines) {
        if (printed(view)) {
            return;
        }
        if (lines) {
            view.differences().forEach(each -> out().println(Words.line(each)));
        }
        if (view.changed()) {
            out().println(view.profile() + " is changed"
                    + (view.kept() == null ? "" : "; what it had before is kept as " + view.kept()));
        } else {
            out().println(
                            view.differences().isEmpty()
                                    ? view.profile() + " is so already; nothing was done"
                                    : "This is what would change; nothing was done.");
        }
    }
}
