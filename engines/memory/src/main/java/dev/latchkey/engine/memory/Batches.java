package dev.latchkey.engine.memory;

import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Runs the items of a batch in the order of their keys and answers in the order asked (S10). */
final class Batches {
    private Batches() {}

    /** Items of one key run in the order asked. */
    static <Q, R> List<R> inKeyOrder(List<Q> asked, Function<Q, ProfileId> key, Function<Q, R> step) {
        if (asked.size() == 1) {
            return List.of(step.apply(asked.get(0)));
        }
        record Reply<R>(int position, R reply) {}
        List<Reply<R>> replies = new ArrayList<>(asked.size());
        IntStream.range(0, asked.size())
                .boxed()
                .sorted(Comparator.comparing(position -> key.apply(asked.get(position))))
                .forEach(position -> replies.add(new Reply<>(position, step.apply(asked.get(position)))));
        replies.sort(Comparator.comparingInt(Reply::position));
        return replies.stream().map(Reply::reply).toList();
    }
}
