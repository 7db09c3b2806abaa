package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Request;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StorageEngine;
import java.util.List;

/** Executes the core's requests at an engine, as the shipped driver does, one at a time. */
final class StoreCalls {
    private StoreCalls() {}

    /** Executes, and gives the input that tells. */
    static <E extends StorageEngine & OrphanShelf & Mailboxes> Input execute(E engine, Request<?> request) {
        return switch (request) {
            case Request.ToOpen to ->
                Input.completed(to, engine.open(List.of(to.open)).get(0));
            case Request.ToCommit to ->
                Input.completed(to, engine.commit(List.of(to.commit)).get(0));
            case Request.ToCancel to ->
                Input.completed(to, engine.cancel(List.of(to.cancel)).get(0));
            case Request.ToRegister to -> Input.completed(to, engine.register(to.registration));
            case Request.ToRenew to -> Input.completed(to, engine.renew(to.renewal));
            case Request.ToBury to -> Input.completed(to, engine.bury(to.burial));
            case Request.ToRead to ->
                Input.completed(to, engine.read(List.of(to.profile)).get(0));
            case Request.ToFetch to ->
                Input.completed(to, engine.fetch(List.of(to.fetch)).get(0));
            case Request.ToPost to ->
                Input.completed(to, engine.post(List.of(to.letter)).get(0));
            case Request.ToKeep to -> Input.completed(to, engine.keep(List.of(to.orphan)));
        };
    }

    /** There was no answer in time. */
    static <R> Input unknown(Request<R> request) {
        return Input.completed(request, Outcome.unknown("simulated time-out", null));
    }

    /** It surely did not arrive. */
    static <R> Input notDone(Request<R> request) {
        return Input.completed(request, Outcome.notDone("simulated refusal", null));
    }
}
