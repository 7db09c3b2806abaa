package dev.latchkey.cli.internal.copy;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.ProfileRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A profile that is not the same on both sides.
 *
 * @param parts what differs
 */
public record Different(String profile, List<String> parts) {
    static Different of(Belongings from, Belongings to) {
        List<String> parts = new ArrayList<>();
        ProfileRecord here = from.record();
        ProfileRecord there = to.record();
        note(parts, "record", here == null, there == null);
        if (here != null && there != null) {
            note(parts, "fence", here.head(), there.head());
            note(parts, "data", here.payload(), there.payload());
            note(parts, "erased", here.erased(), there.erased());
            note(parts, "dates", here.dates(), there.dates());
        }
        note(parts, "saved by", from.by(), to.by());
        note(parts, "tags", from.tags(), to.tags());
        note(parts, "letters", from.waiting(), to.waiting());
        note(parts, "dead letters", from.dead(), to.dead());
        note(parts, "ids of letters", from.settled(), to.settled());
        note(parts, "history", from.history(), to.history());
        note(parts, "erasure", from.erased(), to.erased());
        note(parts, "orphans", from.orphans(), to.orphans());
        note(parts, "audit", from.audit(), to.audit());
        note(parts, "items", from.items(), to.items());
        return new Different(from.profile().toString(), List.copyOf(parts));
    }

    private static void note(List<String> parts, String name, @Nullable Object from, @Nullable Object to) {
        if (!Objects.equals(from, to)) {
            parts.add(name);
        }
    }
}
