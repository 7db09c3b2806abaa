package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Json;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.States;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One earlier state. */
@Command(
        name = "revision",
        description = "Prints the data of an earlier state of a profile.",
        footer = {"", "Example: latchkey revision players/ada 12"})
public final class RevisionCommand extends ProfileCommand {
    @Parameters(index = "1", paramLabel = "NUMBER", description = "Of the state, or of an orphan, as history lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String number;

    /**
     * A state, for people.
     *
     * @param data as text where it is text, else hexadecimal
     */
    public record View(String profile, String number, String codec, int schema, int bytes, String data) {}

    @Override
    int run(OpenStore store, ProfileId profile) {
        Payload payload = new States(store, profile).of(number);
        View view = new View(
                profile.toString(), number, payload.codec(), payload.schema(), payload.size(), Json.data(payload));
        if (!printed(view)) {
            out().println(Json.readable(payload));
        }
        return 0;
    }
}
