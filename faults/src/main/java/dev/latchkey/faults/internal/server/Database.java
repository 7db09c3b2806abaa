package dev.latchkey.faults.internal.server;

import java.io.IOException;

/** A database server of its own on this machine, which syncs what it acknowledges. For one thread. */
public interface Database extends AutoCloseable {
    /** Where it listens, on loopback. */
    int port();

    /** A store's URL by way of a port of this machine. */
    String url(int port);

    /** SIGKILL to all its processes; returns when they are gone. */
    void kill();

    /**
     * Starts it again on the same port and folder; returns when it answers.
     *
     * @throws IOException if it does not start
     */
    void startAgain() throws IOException;

    /**
     * Starts it again if it has ended by itself.
     *
     * @throws IOException if it does not start
     */
    void startIfEnded() throws IOException;

    /** SIGSTOP to all its processes. */
    void pause();

    /** SIGCONT to all its processes. */
    void resume();

    /** Ends it, paused or not, and removes its folder. */
    @Override
    void close() throws IOException;
}
