package dev.latchkey.simulation;

import dev.latchkey.core.Message;
import dev.latchkey.core.Output;
import dev.latchkey.core.Request;
import dev.latchkey.spi.Id;

/** What lies between servers, store and players: decides what arrives, when and how often. */
interface Links {
    /** A server asks the store. */
    void ask(Server server, Request<?> request);

    /** A server sends over the bus. */
    void send(Server server, Id to, Message message);

    /** A server has taken a step: its deadline may have changed. */
    void stepped(Server server);

    /** The game has a new session. */
    void loaded(Play play);

    /** The game was told that a session ends; its final state is wanted. */
    void ending(Play play);

    /** A server has stopped. */
    void stopped(Server server);

    /** A transaction needs the profile of this session. */
    default void freeze(Play play, Id transaction) {}

    /** A transaction has all its profiles. */
    default void gathered(Trade trade, Output.Gathered gathered) {}
}
