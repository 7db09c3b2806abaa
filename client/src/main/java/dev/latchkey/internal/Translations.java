package dev.latchkey.internal;

import dev.latchkey.Conflict;
import dev.latchkey.EndReason;
import dev.latchkey.Fate;

/** The core's words in the public ones, and back. */
final class Translations {
    private Translations() {}

    static EndReason reason(dev.latchkey.core.EndReason reason) {
        return switch (reason) {
            case CLOSED -> EndReason.CLOSED;
            case HANDED_OFF -> EndReason.HANDED_OFF;
            case TRANSFERRED -> EndReason.TRANSFERRED;
            case SHUTDOWN -> EndReason.SHUTDOWN;
            case STOLEN -> EndReason.STOLEN;
            case ERASED -> EndReason.ERASED;
            case EDITED -> EndReason.EDITED;
            case LOST -> EndReason.LOST;
        };
    }

    static Fate fate(dev.latchkey.core.Fate fate) {
        return switch (fate) {
            case STORED -> Fate.STORED;
            case ORPHANED -> Fate.ORPHANED;
            case UNKNOWN -> Fate.UNKNOWN;
            case JOURNALLED -> Fate.JOURNALLED;
        };
    }

    static dev.latchkey.core.Conflict conflict(Conflict conflict) {
        return switch (conflict) {
            case FAIL -> dev.latchkey.core.Conflict.FAIL;
            case WAIT -> dev.latchkey.core.Conflict.WAIT;
            case WAIT_THEN_STEAL -> dev.latchkey.core.Conflict.WAIT_THEN_STEAL;
            case STEAL -> dev.latchkey.core.Conflict.STEAL;
        };
    }
}
