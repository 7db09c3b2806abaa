package dev.latchkey.cli.internal.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does it. */
final class By {
    private static final int LONGEST_NAME = 64;

    @Option(names = "--by", description = "Who does it, for the audit; by default the user's name.")
    private @Nullable String by;

    /** For the audit, for example {@code erase by carol}. */
    String name(String deed) {
        String who = deed + " by " + (by == null ? System.getProperty("user.name", "somebody") : by);
        return who.length() <= LONGEST_NAME ? who : who.substring(0, LONGEST_NAME);
    }
}
