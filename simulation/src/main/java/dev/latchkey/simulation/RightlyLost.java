package dev.latchkey.simulation;

import dev.latchkey.core.Output;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Oracle 6: a session ends as lost only if the record's token is no longer its own, or a letter that it had was removed. */
final class RightlyLost extends Oracle {
    private final Set<List<Object>> discarded = new HashSet<>();

    RightlyLost() {
        super(6, "lost only if the token moved");
    }

    /** What a session has of it can never be stored (decision 13). */
    @Override
    void discarded(Scene scene, ProfileId mailbox, String letter) {
        discarded.add(List.of(mailbox, letter));
    }

    @Override
    void ended(Scene scene, Play play, Output.Ended ended) {
        boolean lost = switch (ended.reason()) {
            case LOST, STOLEN, ERASED, EDITED -> true;
            case CLOSED, HANDED_OFF, TRANSFERRED, SHUTDOWN -> false;
        };
        ProfileRecord record = scene.record(play.session.profile());
        boolean gone =
                play.had.stream().anyMatch(letter -> discarded.contains(List.of(play.session.profile(), letter)));
        if (lost && !gone && (record == null || record.head().token() <= play.session.token())) {
            fail(play + " ended as " + ended.reason() + " and the record still has its token");
        }
    }
}
