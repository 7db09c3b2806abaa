package dev.latchkey.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write does beside its record, in the same atomic step (rules S6, S7).
 *
 * @param settled letters of this profile's mailbox that wait no more; if one does not wait, the commit is rejected as a
 *     whole
 * @param sent letters to any profiles; one that is known there already is passed over
 * @param gained ids of unique items that the new payload has and the one before had not
 * @param dropped ids that the one before had and the new one has not
 * @param keep why the payload before this write is kept as a revision, null: it is not
 */
public record Effects(
        List<Settlement> settled,
        List<Letter> sent,
        List<String> gained,
        List<String> dropped,
        @Nullable Occasion keep) {
    /** None. */
    public static final Effects NONE = new Effects(List.of(), List.of(), List.of(), List.of(), null);

    /** Copies the lists. */
    public Effects {
        settled = List.copyOf(settled);
        sent = List.copyOf(sent);
        gained = List.copyOf(gained);
        dropped = List.copyOf(dropped);
    }

    /** Whether there are none. */
    public boolean isNone() {
        return settled.isEmpty() && sent.isEmpty() && gained.isEmpty() && dropped.isEmpty() && keep == null;
    }
}
