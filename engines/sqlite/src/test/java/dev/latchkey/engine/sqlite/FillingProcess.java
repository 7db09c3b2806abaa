package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A process that saves ever more data until twenty saves in a row failed, and prints each outcome. To be run where
 * files may not grow beyond some size. Argument: file.
 */
final class FillingProcess {
    private FillingProcess() {}

    /** What save number {@code n} holds. */
    static Payload payload(int n) {
        byte[] bytes = new byte[30_000];
        Arrays.fill(bytes, (byte) n);
        return new Payload(bytes, "bytes", 0, false);
    }

    public static void main(String[] arguments) {
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(Path.of(arguments[0])))) {
            Id server = Given.server(engine, "filling");
            int failed = 0;
            for (int n = 0; failed < 20 && n < 10_000; n++) {
                String outcome = save(engine, server, n);
                failed = outcome.equals("Done") ? 0 : failed + 1;
                System.out.println(n + " " + outcome);
            }
        }
    }

    private static String save(SqliteEngine engine, Id server, int n) {
        Given.Session session;
        try {
            session = Given.Session.open(engine, server, "p" + n);
        } catch (AssertionError e) {
            return "NotOpened " + e.getMessage();
        }
        return switch (session.trySave(payload(n))) {
            case Outcome.Done<?> done -> "Done";
            case Outcome.NotDone<?> not -> "NotDone " + not.failure().message();
            case Outcome.Unknown<?> unknown -> "Unknown " + unknown.failure().message();
        };
    }
}
