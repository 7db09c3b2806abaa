package dev.latchkey.cli.internal.command;

import dev.latchkey.ItemHeldException;
import dev.latchkey.ProfileInUseException;
import dev.latchkey.cli.internal.store.Guest;
import dev.latchkey.cli.internal.store.ItemFinder;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Pointers;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.cli.internal.store.States;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Shape;
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
            "Puts an earlier state of a profile, or an orphan of it, in the place of what is stored now, which is kept in"
                    + " the history. Asks before it does.",
            "Where a live server has the profile it refuses. Where an item in the state is in another profile or letter"
                    + " now it refuses, too, and names it: nothing is duplicated."
        },
        footer = {
            "",
            "Examples:",
            "  latchkey restore players/ada 12",
            "  latchkey restore players/ada 12 --items /items/*/id"
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
     */
    public record View(
            String profile, String restored, @Nullable Long kept) {}

    @Override
    int run(OpenStore store, ProfileId profile) {
        Payload old = new States(store, profile).of(number);
        checkFree(store, profile);
        ItemFinder finder = finder(store);
        if (finder != null) {
            checkItems(profile, finder.elsewhere(profile, old.bytes()));
        }
        sure.ask(
                "Put state " + number + " (" + old.size() + " bytes) in the place of what " + profile + " has now?",
                err());
        restore(store, profile, old, finder);
        Long kept = kept(store, profile);
        if (!printed(new View(profile.toString(), number, kept))) {
            out().println(profile + " has state " + number + " again"
                    + (kept == null ? "" : "; what it had before is kept as " + kept));
        }
        return 0;
    }

    private static void checkFree(OpenStore store, ProfileId profile) {
        Owner.live(store, store.read(profile)).ifPresent(server -> {
            throw inUse(profile, server);
        });
    }

    private static Refusal inUse(ProfileId profile, String server) {
        return Refusal.failed(profile + " is open on the live server " + server
                + ", nothing was changed; let the player leave, or free it by latchkey unlock --force " + profile
                + ", and try again");
    }

    private @Nullable ItemFinder finder(OpenStore store) {
        Pointers said = pointers == null ? null : Pointers.parse(pointers);
        return store.engine() instanceof ItemIndex index ? new ItemFinder(index, said) : null;
    }

    private void checkItems(ProfileId profile, List<Holding> elsewhere) {
        if (!elsewhere.isEmpty()) {
            throw Refusal.failed(profile + " cannot have state " + number
                    + " again, since items in it are elsewhere now: "
                    + String.join(
                            ", ", elsewhere.stream().map(RestoreCommand::words).toList())
                    + "; nothing was changed. Take them away there first (latchkey items ID tells where they went)"
                    + (pointers == null ? ", or say by --items where the ids stand if one of these is none" : ""));
        }
    }

    private static String words(Holding holding) {
        return holding.item() + " (" + holding.place() + " since " + holding.since() + ")";
    }

    private void restore(OpenStore store, ProfileId profile, Payload old, @Nullable ItemFinder finder) {
        try (Guest guest = new Guest(store, by.name("restore"))) {
            var profiles = guest.profiles(profile.store(), Shape.of(old).codec(), finder);
            if (States.isNumber(number)) {
                profiles.restore(profile.key(), Long.parseLong(number));
            } else {
                profiles.restore(profile.key(), Id.parse(number));
            }
        } catch (ProfileInUseException meanwhile) {
            throw inUse(profile, meanwhile.serverName());
        } catch (ItemHeldException meanwhile) {
            checkItems(profile, List.of(meanwhile.holding()));
        }
    }

    private static @Nullable Long kept(OpenStore store, ProfileId profile) {
        return OpenStore.reply(store.history().revisions(profile, null, 1)).stream()
                .filter(newest -> newest.occasion() == Occasion.RESTORE)
                .map(newest -> newest.number())
                .findFirst()
                .orElse(null);
    }
}
