package dev.latchkey.internal;

import dev.latchkey.MailOptions;
import dev.latchkey.Outbox;
import dev.latchkey.Ref;
import dev.latchkey.core.Cargo;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The letters of one update. For one thread. */
final class Collecting implements Outbox {
    private final Letters letters;
    private final ProfileId from;
    private final List<Letter> sent = new ArrayList<>(0);

    Collecting(Letters letters, ProfileId from) {
        this.letters = letters;
        this.from = from;
    }

    @Override
    public void send(Ref<?> to, Object message, UnaryOperator<MailOptions> options) {
        add(letters.letter(to.id(), message, options.apply(MailOptions.DEFAULT), from.toString()));
    }

    void add(Letter letter) {
        sent.add(letter);
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    /** What goes with a state that had these items before and has those now. */
    Cargo cargo(List<Settlement> settled, Set<String> before, Set<String> after) {
        if (settled.isEmpty() && sent.isEmpty() && before.equals(after)) {
            return Cargo.NONE;
        }
        return new Cargo(settled, sent, without(after, before), without(before, after));
    }

    private static List<String> without(Set<String> these, Set<String> those) {
        return these.stream().filter(item -> !those.contains(item)).toList();
    }
}
