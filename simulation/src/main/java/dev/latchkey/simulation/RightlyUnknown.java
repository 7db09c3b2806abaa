package dev.latchkey.simulation;

import dev.latchkey.core.Fate;
import dev.latchkey.core.Output;
import dev.latchkey.spi.ProfileRecord;

/** Oracle 7: unknown is said only where the record cannot tell: its token moved by more than one. */
final class RightlyUnknown extends Oracle {
    RightlyUnknown() {
        super(7, "unknown only where the record cannot tell");
    }

    @Override
    void ended(Scene scene, Play play, Output.Ended ended) {
        ProfileRecord record = scene.record(play.session.profile());
        if (ended.fate() == Fate.UNKNOWN && (record == null || record.head().token() <= play.session.token() + 1)) {
            fail(play + " ended with an unknown outcome, and the record can tell");
        }
    }
}
