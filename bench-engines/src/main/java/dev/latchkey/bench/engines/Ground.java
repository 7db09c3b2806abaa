package dev.latchkey.bench.engines;

import dev.latchkey.bench.Site;
import java.util.List;

/** A server of a database that runs for one scenario, and a program for it as one would write it by hand. */
interface Ground extends AutoCloseable {
    /** Starts one in a site's folder. */
    @FunctionalInterface
    interface Start {
        Ground at(Site site) throws Exception;
    }

    /** How a crowd saves by hand. */
    enum Way {
        /** What waits goes along in one request; two connections. */
        TOGETHER,
        /** One request for each save; one connection. */
        ONE_BY_ONE,
        /** One request for each save; 16 connections. */
        POOL
    }

    /** URL of the store, for Latchkey. */
    String url();

    /** A program on a connection of its own; its profiles are {@code p0}, {@code p1} and so on, and are there. */
    ByHand byHand(int profiles, byte[] payload) throws Exception;

    /** Callers that each save a profile of their own when run; they return when it is durable. */
    Savers savers(Way way, int callers, byte[] payload) throws Exception;

    /** Ends the server. */
    @Override
    void close() throws Exception;

    /** One caller of the hand-written program: conditional writes and nothing else. Of one thread. */
    interface ByHand extends AutoCloseable {
        /** Claims a free profile and gets its data. */
        void claim(String key) throws Exception;

        /** Gives up the profile that was claimed last. */
        void release() throws Exception;

        /** Saves the profile that was claimed last. */
        void save(byte[] payload) throws Exception;

        @Override
        void close() throws Exception;
    }

    /** Callers, and what they share. */
    record Savers(List<Runnable> callers, AutoCloseable shared) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            shared.close();
        }
    }
}
