package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Output;
import dev.latchkey.core.Request;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Write;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words for traces: the same run gives the same words. */
final class Words {
    private static final Pattern ID = Pattern.compile("([0-9a-f]{4})[0-9a-f]{28}");

    private Words() {}

    static String of(Input input) {
        return switch (input) {
            case Input.Completed<?> completed -> of(completed.request()) + " = " + of(completed.outcome());
            case Input.Tick tick -> "tick";
            default -> brief(input.toString());
        };
    }

    static String of(Output output) {
        return output instanceof Output.Ask ask ? "ask " + of(ask.request()) : brief(output.toString());
    }

    static String of(Request<?> request) {
        return switch (request) {
            case Request.ToOpen to -> of(to.open);
            case Request.ToCommit to -> of(to.commit);
            case Request.ToCancel to -> brief(to.cancel.toString());
            case Request.ToRegister to -> brief(to.registration.toString());
            case Request.ToRenew to -> brief(to.renewal.toString());
            case Request.ToBury to -> of(to.burial);
            case Request.ToKeep to -> brief(to.orphan.toString());
            case Request.ToRead to -> "read " + to.profile;
            case Request.ToFetch to -> brief(to.fetch.toString());
            case Request.ToPost to -> "post " + to.letter.id() + " to " + to.letter.to();
        };
    }

    private static String of(Open open) {
        return "open " + open.profile() + " claim " + of(open.claim()) + " for " + of(open.server()) + " "
                + brief(open.mode().toString());
    }

    private static String of(Commit commit) {
        StringBuilder words = new StringBuilder("commit " + of(commit.write()));
        for (Write write : commit.writes()) {
            words.append(' ')
                    .append(write.profile())
                    .append(' ')
                    .append(brief(write.fence().toString()));
            words.append(
                    write.payload() == null
                            ? " no payload "
                            : " s" + text(write.payload().bytes()) + " ");
            words.append(brief(write.after().toString()));
            if (!write.effects().isNone()) {
                words.append(' ').append(brief(write.effects().toString()));
            }
        }
        return words.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String of(Burial burial) {
        return brief(burial.toString());
    }

    static String of(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> done -> brief(String.valueOf(done.reply()));
            case Outcome.NotDone<?> not -> "not done";
            case Outcome.Unknown<?> unknown -> "unknown";
        };
    }

    static String of(Head head) {
        return "token " + head.token() + " owner " + of(head.owner()) + " claim " + of(head.claim()) + " version "
                + head.version();
    }

    static String of(@Nullable Id id) {
        return id == null ? "none" : id.toString().substring(0, 4);
    }

    /** Ids cut to four digits. */
    static String brief(String text) {
        return ID.matcher(text).replaceAll("$1");
    }
}
