package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Housekeeping.Retention;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forgets what is old. */
@Command(
        name = "sweep",
        description = {
            "Forgets what is older than --keep: earlier states, paths of items, ids of handled letters, the audit. Letters"
                    + " that expired become dead ones.",
            "Servers do so by themselves, after the time that Options.withHistoryKept says; this is for doing it now, or"
                    + " for less. Ids of letters are kept for 7 days at least. No profile is touched."
        },
        footer = {"", "Example: latchkey sweep --keep 7d"})
public final class SweepCommand extends StoreCommand {
    private static final int MOST = 1_000;
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([hd])");

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            defaultValue = "30d",
            description = "What is younger stays: days or hours, for example 30d or 12h (default ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String keep;

    /** How much went. */
    public record View(long revisions, long letterIds, long moves, long audit, long expiredLetters) {}

    @Override
    int run(OpenStore store) {
        Duration kept = time();
        Duration letters = kept.compareTo(Retention.LEAST_LETTERS) > 0 ? kept : Retention.LEAST_LETTERS;
        Retention retention = new Retention(kept, letters, kept, kept, MOST);
        Housekeeping housekeeping = store.housekeeping();
        View sum = new View(0, 0, 0, 0, 0);
        View before;
        do {
            before = sum;
            sum = plus(sum, OpenStore.tried(() -> housekeeping.sweep(retention)));
        } while (!sum.equals(before));
        if (!printed(sum)) {
            out().println("older than " + keep + ": " + sum.revisions() + " states, " + sum.moves()
                    + " moves of items, " + sum.letterIds() + " ids of letters, " + sum.audit()
                    + " entries of the audit; expired: " + sum.expiredLetters()
                    + " letters");
        }
        return 0;
    }

    private static View plus(View sum, Housekeeping.Swept swept) {
        return new View(
                sum.revisions() + swept.revisions(),
                sum.letterIds() + swept.letters(),
                sum.moves() + swept.moves(),
                sum.audit() + swept.audit(),
                sum.expiredLetters() + swept.expired());
    }

    private Duration time() {
        Matcher parts = TIME.matcher(keep);
        Duration time = Duration.ZERO;
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            time = parts.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
        }
        if (time.compareTo(Duration.ofHours(1)) < 0 || time.compareTo(Duration.ofDays(36_500)) > 0) {
            throw Refusal.badInput("--keep is " + keep + ", allowed 1h-36500d, for example 30d or 12h");
        }
        return time;
    }
}
