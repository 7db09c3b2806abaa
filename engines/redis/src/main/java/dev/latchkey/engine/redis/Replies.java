package dev.latchkey.engine.redis;

import dev.latchkey.spi.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Makes outcomes of what scripts replied. */
final class Replies {
    private Replies() {}

    /** Reads the reply to each; one that makes no sense is unknown, for its script did run. */
    static <Q, R> List<Outcome<R>> each(
            List<Q> asked, List<Outcome<Object>> replies, BiFunction<Q, List<?>, R> reader) {
        List<Outcome<R>> outcomes = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            Q question = asked.get(i);
            outcomes.add(
                    switch (replies.get(i)) {
                        case Outcome.Done<Object> done -> read(question, done.reply(), reader);
                        case Outcome.NotDone<Object> not -> new Outcome.NotDone<>(not.failure());
                        case Outcome.Unknown<Object> unknown -> new Outcome.Unknown<>(unknown.failure());
                    });
        }
        return outcomes;
    }

    private static <Q, R> Outcome<R> read(Q question, Object reply, BiFunction<Q, List<?>, R> reader) {
        try {
            return Outcome.done(reader.apply(question, (List<?>) reply));
        } catch (RuntimeException e) {
            return Outcome.unknown("the server's answer cannot be read: " + e.getMessage(), e);
        }
    }
}
