package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Json;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.cli.internal.store.Table;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Letters that nobody could handle. */
@Command(
        name = "dead-letters",
        description = {
            "Lists letters that will not be delivered; retries or removes one.",
            "Newest first, with the reason: the handler kept failing, it expired, or it found no room. --json has what"
                    + " they say.",
            "--retry lets one wait again, as the newest of its mailbox, for ever; an open profile gets it within seconds.",
            "--remove removes one and the items in it, for good; it asks before it does."
        },
        footer = {
            "",
            "Examples:",
            "  latchkey dead-letters players/ada",
            "  latchkey dead-letters players/ada --retry receipt-4711"
        })
public final class DeadLettersCommand extends StoreCommand {
    private static final int MOST = 1_000_000;

    @Parameters(arity = "0..1", paramLabel = "KEY", description = "Of this profile only: STORE/KEY, or a key.")
    private @Nullable String key;

    @Option(names = "--in", paramLabel = "STORE", description = "The store of the key; alone, of this store only.")
    private @Nullable String in;

    @Option(names = "--limit", defaultValue = "100", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit;

    @ArgGroup
    private @Nullable Deed deed;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Sure sure;

    /** What is to be done with one. */
    static final class Deed {
        @Option(names = "--retry", paramLabel = "ID", description = "Lets this one wait again.")
        @Nullable
        String retry;

        @Option(names = "--remove", paramLabel = "ID", description = "Removes this one.")
        @Nullable
        String remove;
    }

    /**
     * A dead letter, for people.
     *
     * @param items ids of the unique items in it, which stay in it
     * @param data as text where it is text, else hexadecimal
     */
    public record View(
            Instant died,
            String to,
            String id,
            String type,
            String from,
            String reason,
            List<String> items,
            int bytes,
            String data) {}

    /** All that were asked for. */
    public record Page(List<View> deadLetters) {}

    /**
     * What was done.
     *
     * @param what {@code retried} or {@code removed}
     */
    public record Done(String what, String to, String id) {}

    @Override
    int run(OpenStore store) {
        checkLimit(limit);
        ProfileId profile = key == null ? null : store.profile(key, Optional.ofNullable(in));
        if (deed != null) {
            act(store, profile, deed);
            return 0;
        }
        List<View> views = found(store, profile).stream()
                .limit(limit)
                .map(DeadLettersCommand::view)
                .toList();
        if (!printed(new Page(views))) {
            print(views);
        }
        return 0;
    }

    /** With a store's name alone all are looked at, since the store keeps them in one list. */
    private List<DeadLetter> found(OpenStore store, @Nullable ProfileId profile) {
        boolean some = profile == null && (in != null || deed != null);
        List<DeadLetter> all = OpenStore.reply(store.mail().deadLetters(profile, some || deed != null ? MOST : limit));
        return all.stream()
                .filter(dead -> in == null || dead.letter().to().store().equals(in))
                .toList();
    }

    private void act(OpenStore store, @Nullable ProfileId profile, Deed asked) {
        Mailboxes mail = store.mail();
        if (asked.retry != null) {
            Letter letter = one(store, profile, asked.retry);
            checkDone(OpenStore.tried(() -> mail.revive(letter.to(), letter.id())), letter);
            tell(new Done("retried", letter.to().toString(), letter.id()), "waits again");
        } else if (asked.remove != null) {
            Letter letter = one(store, profile, asked.remove);
            sure.ask(
                    "Remove letter " + letter.id() + " to " + letter.to() + words(letter.items()) + ", for good?",
                    err());
            checkDone(OpenStore.tried(() -> mail.discard(letter.to(), letter.id())), letter);
            tell(new Done("removed", letter.to().toString(), letter.id()), "is removed");
        }
    }

    private static String words(List<String> items) {
        return items.isEmpty() ? "" : " and the items in it (" + String.join(", ", items) + ")";
    }

    private void tell(Done done, String words) {
        if (!printed(done)) {
            out().println("letter " + done.id() + " to " + done.to() + " " + words);
        }
    }

    private static void checkDone(boolean done, Letter letter) {
        if (!done) {
            throw Refusal.failed("letter " + letter.id() + " to " + letter.to() + " is dead no more; look again");
        }
    }

    /** An id names a letter among those to one profile. */
    private Letter one(OpenStore store, @Nullable ProfileId profile, String id) {
        List<Letter> letters = found(store, profile).stream()
                .map(DeadLetter::letter)
                .filter(letter -> letter.id().equals(id))
                .toList();
        if (letters.isEmpty()) {
            throw Refusal.failed("there is no dead letter " + id + (profile == null ? "" : " to " + profile)
                    + "; latchkey dead-letters lists them");
        }
        if (letters.size() > 1) {
            throw Refusal.badInput("there are " + letters.size() + " dead letters " + id + ", name the profile, too: "
                    + String.join(
                            ", ",
                            letters.stream()
                                    .limit(5)
                                    .map(letter -> letter.to().toString())
                                    .toList()));
        }
        return letters.get(0);
    }

    private void print(List<View> views) {
        if (views.isEmpty()) {
            out().println("There are no dead letters.");
            return;
        }
        Table table = new Table("DIED", "TO", "ID", "TYPE", "FROM", "ITEMS", "REASON");
        views.forEach(view -> table.add(
                view.died(),
                view.to(),
                view.id(),
                view.type(),
                view.from(),
                view.items().isEmpty() ? null : String.join(",", view.items()),
                view.reason()));
        table.print(out());
    }

    private static View view(DeadLetter dead) {
        Letter letter = dead.letter();
        return new View(
                dead.at(),
                letter.to().toString(),
                letter.id(),
                letter.type(),
                letter.from(),
                dead.reason(),
                letter.items(),
                letter.content().size(),
                Json.data(letter.content()));
    }
}
