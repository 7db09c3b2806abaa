package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Row;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows of servers, and what each is told with its renewals (L1). */
final class ServerRows {
    private ServerRows() {}

    static Get get(Id server) {
        return new Get(Names.server(server), false);
    }

    /** As it will be after the step. */
    static @Nullable Server present(Step step, Id server) {
        String line = step.value(Names.server(server));
        return line == null ? null : Server.of(server, line);
    }

    static @Nullable ServerRow row(Step step, Id server) {
        return Server.rowOf(present(step, server));
    }

    static void put(Step step, Server server) {
        step.put(Names.server(server.row().server()), server.line());
    }

    /** For people. A server's name never changes, so nothing rests on the row's being the newest. */
    static String display(Step step, Id server) {
        String line = step.glance(Names.server(server));
        return line == null ? server.toString() : Server.of(server, line).row().name() + " " + server;
    }

    /** Empty where the row is missing. */
    static String name(Step step, Id server) {
        String line = step.glance(Names.server(server));
        return line == null ? "" : Server.of(server, line).row().name();
    }

    /** A missing row is never read as buried (L2), and burial is lasting. */
    static boolean buried(Step step, Id server) {
        String line = step.glance(Names.server(server));
        return line != null && Server.of(server, line).row().buried();
    }

    /** Lists a loss; nobody is there to tell where the row is missing. */
    static void lose(Step step, ProfileId profile, RecordRules.Loss loss) {
        Server owner = present(step, loss.owner());
        if (owner == null) {
            return;
        }
        long number = owner.taken() + 1;
        put(step, new Server(owner.row(), number));
        step.put(
                Names.taken(loss.owner(), number),
                new Line()
                        .profile(profile)
                        .number(loss.token())
                        .id(loss.claim())
                        .text(loss.how().name().toLowerCase(Locale.ROOT))
                        .text(loss.by())
                        .done());
    }

    static List<Row> takenRows(Step step, Id server) {
        return step.all(Names.table("taken", server));
    }

    static RenewReply.Taken taken(Row row) {
        return Columns.read(
                row.key().table(),
                row.value(),
                from -> new RenewReply.Taken(
                        Padded.number(row.key().name()),
                        from.profile(),
                        from.number(),
                        from.id(),
                        RenewReply.How.valueOf(from.text().toUpperCase(Locale.ROOT)),
                        from.text()));
    }
}
