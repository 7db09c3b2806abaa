package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ServerRow;
import org.jspecify.annotations.Nullable;

/**
 * A server's row.
 *
 * @param taken highest number in its list of sessions that were taken from it
 */
record Server(ServerRow row, long taken) {
    String line() {
        return new Line()
                .text(row.name())
                .number(row.beat())
                .time(row.since())
                .time(row.leaseEnd())
                .flag(row.buried())
                .number(taken)
                .done();
    }

    static Server of(Id server, String line) {
        return Columns.read(
                server.toString(),
                line,
                from -> new Server(
                        new ServerRow(
                                server, from.text(), from.number(), from.maybeTime(), from.maybeTime(), from.flag()),
                        from.number()));
    }

    Server with(ServerRow next) {
        return new Server(next, taken);
    }

    static @Nullable ServerRow rowOf(@Nullable Server server) {
        return server == null ? null : server.row();
    }
}
