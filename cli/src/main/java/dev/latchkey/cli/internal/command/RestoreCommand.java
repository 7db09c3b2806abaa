package dev.latchkey.cli.internal.command;

import dev.latchkey.ItemHeldException;
import dev.latchkey.TransactionConflictException;
import dev.latchkey.cli.internal.store.Guest;
import dev.latchkey.cli.internal.store.ItemFinder;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Pointers;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.cli.internal.store.States;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts an earlier state back. */
@Command(
        name = "restore",
        description = {
            "Puts an earlier state of a profile, or an orphan, back in place.",
            "What is stored now is kept in the history. Asks before it does.",
            "Where a live server has the profile its game goes on with that state; nobody is kicked. Where an item in the"
                    + " state is in another profile or letter now it refuses and names it, or leaves it out if told so."
        },
        footer = {
            "",
            "Examples:",
            "  latchkey restore players/ada 12",
            "  latchkey restore players/ada 12 --items /items/*/id --leave-out"
        })
public final class RestoreCommand extends ProfileCommand {
    @Parameters(index = "1", paramLabel = "NUMBER", description = "Of the state, or of an orphan, as history lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String number;

    @Option(
            names = "--items",
            paramLabel = "POINTER",
            description =
                    "Where in the data the ids of unique items stand, for example /items/*/id. Without it, each text"
                            + " and number in the data that the store knows as an item's id is taken for one.")
    private @Nullable List<String> pointers;

    @Option(
            names = "--leave-out",
            description = "Leaves out items that are elsewhere now, each with its element of the list. Needs --items.")
    private boolean leaveOut;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private By by;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Sure sure;

    /**
     * What was done.
     *
     * @param kept number of what was stored before, null where there was nothing
     * @param leftOut ids of the items that are elsewhere
     */
    public record View(
            String profile, String restored, @Nullable Long kept, List<String> leftOut) {}

    @Override
    int run(OpenStore store, ProfileId profile) {
        if (leaveOut && pointers == null) {
            throw Refusal.badInput("--leave-out needs --items: where the ids of items stand");
        }
        Pointers where = pointers == null ? null : Pointers.parse(pointers);
        Payload old = new States(store, profile).of(number);
        String open = Owner.live(store, store.read(profile))
                .map(server -> "; the game on " + server + " goes on with it")
                .orElse("");
        ItemFinder finder = store.engine() instanceof ItemIndex index ? new ItemFinder(index, where) : null;
        List<Holding> elsewhere = finder == null ? List.of() : finder.elsewhere(profile, old.bytes());
        if (!leaveOut && !elsewhere.isEmpty()) {
            throw held(profile, elsewhere);
        }
        sure.ask(
                "Put state " + number + " (" + old.size() + " bytes) in the place of what " + profile + " has now"
                        + (elsewhere.isEmpty() ? "" : ", without " + words(elsewhere)) + open + "?",
                err());
        List<String> leftOut =
                restore(store, profile, finder).stream().map(Holding::item).toList();
        tell(new View(profile.toString(), number, kept(store, profile), leftOut));
        return 0;
    }

    private void tell(View view) {
        if (!printed(view)) {
            out().println(view.profile() + " has state " + number + " again"
                    + (view.leftOut().isEmpty() ? "" : " without " + String.join(", ", view.leftOut()))
                    + (view.kept() == null ? "" : "; what it had before is kept as " + view.kept()));
        }
    }

    private Refusal held(ProfileId profile, List<Holding> elsewhere) {
        String rest = pointers == null
                ? "leave them out by --items and --leave-out, or say by --items where ids stand if one of these is none"
                : "take them away there first, or leave them out by --leave-out";
        return Refusal.failed(profile + " cannot have state " + number + " again, since items in it are elsewhere now: "
                + words(elsewhere) + "; nothing was changed. Look at each by latchkey items ID; " + rest);
    }

    private static String words(List<Holding> elsewhere) {
        return String.join(
                ", ",
                elsewhere.stream()
                        .map(one -> one.item() + " (" + one.place() + " since " + one.since() + ")")
                        .toList());
    }

    private List<Holding> restore(OpenStore store, ProfileId profile, @Nullable ItemFinder finder) {
        try (Guest guest = new Guest(store, by.name("restore"), true)) {
            return guest.restore(profile, number, finder, leaveOut);
        } catch (TransactionConflictException busy) {
            throw Owner.busy(store, profile);
        } catch (ItemHeldException meanwhile) {
            throw held(profile, meanwhile.holdings());
        }
    }

    private static @Nullable Long kept(OpenStore store, ProfileId profile) {
        return OpenStore.reply(store.history().revisions(profile, null, 1)).stream()
                .filter(newest -> newest.occasion() == Occasion.RESTORE)
                .map(History.Revision::number)
                .findFirst()
                .orElse(null);
    }
}
