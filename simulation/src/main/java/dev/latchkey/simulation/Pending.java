package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Message;
import dev.latchkey.core.Request;

/** Something on its way in a {@link SmallWorld}. Whatever is never picked is lost. */
sealed interface Pending {
    /** The server that sent it or that it is for. */
    Server server();

    /** What it is, for people and for comparison. */
    default String words() {
        return server()
                + switch (this) {
                    case Asked asked -> " asks " + Words.of(asked.request());
                    case Stale stale -> " asked " + Words.of(stale.request());
                    case Reply reply -> " hears " + Words.of(reply.input());
                    case Mail mail -> " receives " + Words.brief(mail.message().toString());
                };
    }

    /** A request that is not executed yet. */
    record Asked(Server server, Request<?> request) implements Pending {}

    /** A request that was answered by a time-out, and may still be executed. */
    record Stale(Server server, Request<?> request) implements Pending {}

    /** A reply. */
    record Reply(Server server, Request<?> request, Input input) implements Pending {}

    /** A message. */
    record Mail(Server server, Message message) implements Pending {}
}
