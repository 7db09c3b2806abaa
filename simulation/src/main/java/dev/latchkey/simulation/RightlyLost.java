package dev.latchkey.simulation;

import dev.latchkey.core.Output;
import dev.latchkey.spi.ProfileRecord;

/** Oracle 6: a session ends as lost only if the record's token is no longer its own. */
final class RightlyLost extends Oracle {
    RightlyLost() {
        super(6, "lost only if the token moved");
    }

    @Override
    void ended(Scene scene, Play play, Output.Ended ended) {
        boolean lost = switch (ended.reason()) {
            case LOST, STOLEN, ERASED, EDITED -> true;
            case CLOSED, HANDED_OFF, TRANSFERRED, SHUTDOWN -> false;
        };
        ProfileRecord record = scene.record(play.session.profile());
        if (lost && (record == null || record.head().token() <= play.session.token())) {
            fail(play + " ended as " + ended.reason() + " and the record still has its token");
        }
    }
}
