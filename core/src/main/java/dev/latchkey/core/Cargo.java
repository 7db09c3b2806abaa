package dev.latchkey.core;

import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a commit together with a state: its effects on letters and unique items since the state before
 * (rule S6). Immutable.
 *
 * @param settled letters of this profile whose effect is in the state, or that failed
 * @param sent letters to others
 * @param gained ids of items that the state has and the one before had not
 * @param dropped ids of items that the one before had and the state has not
 */
public record Cargo(List<Settlement> settled, List<Letter> sent, List<String> gained, List<String> dropped) {
    /** Nothing. */
    public static final Cargo NONE = new Cargo(List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Cargo {
        settled = List.copyOf(settled);
        sent = List.copyOf(sent);
        gained = List.copyOf(gained);
        dropped = List.copyOf(dropped);
    }

    /** Whether it is nothing. */
    public boolean isNone() {
        return settled.isEmpty() && sent.isEmpty() && gained.isEmpty() && dropped.isEmpty();
    }

    /** This, and then that of a later state: an item that came and went, or went and came back, has not moved. */
    public Cargo then(Cargo later) {
        if (isNone()) {
            return later;
        }
        if (later.isNone()) {
            return this;
        }
        return new Cargo(
                plus(settled, later.settled),
                plus(sent, later.sent),
                moved(gained, later.dropped, later.gained, dropped),
                moved(dropped, later.gained, later.dropped, gained));
    }

    private static <T> List<T> plus(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static List<String> moved(
            List<String> before, List<String> undone, List<String> after, List<String> undoing) {
        TreeSet<String> moved = new TreeSet<>(before);
        undone.forEach(moved::remove);
        TreeSet<String> more = new TreeSet<>(after);
        undoing.forEach(more::remove);
        moved.addAll(more);
        return List.copyOf(moved);
    }

    /** The same, with one letter going to the dead letters (S10). */
    Cargo undeliverable(ProfileId to, String letter, String reason) {
        List<Letter> letters = sent.stream()
                .map(each -> each.to().equals(to) && each.id().equals(letter) ? each.undeliverable(reason) : each)
                .toList();
        return new Cargo(settled, letters, gained, dropped);
    }

    Cargo settledOnly() {
        return new Cargo(settled, List.of(), List.of(), List.of());
    }

    Cargo withoutSettled() {
        return new Cargo(List.of(), sent, gained, dropped);
    }

    static Cargo of(Effects effects) {
        return new Cargo(effects.settled(), effects.sent(), effects.gained(), effects.dropped());
    }

    Effects effects(@Nullable Occasion keep) {
        return isNone() && keep == null ? Effects.NONE : new Effects(settled, sent, gained, dropped, keep);
    }
}
