package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Write;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that saves ada's data for ever, each save with a letter to bob and the state before it kept, and prints when
 * it has done so twenty times. Argument: file.
 */
final class MailingProcess {
    private MailingProcess() {}

    public static void main(String[] arguments) {
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(Path.of(arguments[0])))) {
            Given.Session session = Given.Session.open(engine, Given.server(engine, "mailing"), "ada");
            for (int n = 0; ; n++) {
                Letter letter = new Letter(
                        Given.profile("bob"),
                        "m" + n,
                        "gift",
                        Given.text("{}"),
                        "ada",
                        List.of(),
                        null,
                        Integer.MAX_VALUE,
                        null);
                Effects effects = new Effects(List.of(), List.of(letter), List.of(), List.of(), Occasion.PACE);
                Write write =
                        new Write(session.profile(), session.fence(), Given.text("" + n), new Write.Keep(), effects);
                CommitReply reply = Given.done(engine.commit(List.of(Commit.of(Given.id(), session.server(), write)))
                        .get(0));
                if (!(reply instanceof CommitReply.Applied)) {
                    throw new AssertionError(reply);
                }
                session = session.next();
                if (n == 20) {
                    System.out.println(n);
                }
            }
        }
    }
}
