package dev.latchkey.bus.nats;

import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Message;

/** What the client library has to tell: a bus may lose messages, so only what a person must mend is said aloud. */
final class Quiet implements ErrorListener {
    private static final System.Logger LOG = System.getLogger(NatsBus.class.getName());

    private final String where;

    Quiet(String where) {
        this.where = where;
    }

    /** The server's own words, which have no secret: rights that are missing, a wrong password. */
    @Override
    public void errorOccurred(Connection connection, String error) {
        LOG.log(System.Logger.Level.WARNING, "the server of the bus complains servers={0} error={1}", where, error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception thrown) {
        LOG.log(
                System.Logger.Level.DEBUG,
                "the connection of the bus broke servers={0} error={1}",
                where,
                thrown.toString());
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        LOG.log(System.Logger.Level.DEBUG, "messages of the bus are dropped, too many at once servers={0}", where);
    }

    @Override
    public void messageDiscarded(Connection connection, Message message) {
        // What does not fit is dropped; that is what a bus may do.
    }

    @Override
    public void socketWriteTimeout(Connection connection) {
        LOG.log(System.Logger.Level.DEBUG, "the server of the bus does not read servers={0}", where);
    }
}
