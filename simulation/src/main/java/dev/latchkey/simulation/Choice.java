package dev.latchkey.simulation;

/**
 * What happens next in a {@link SmallWorld}.
 *
 * @param index of the server or of what is pending
 */
record Choice(Kind kind, int index) {
    /** What can happen. */
    enum Kind {
        /** The store executes a request; a late one gives no reply. */
        EXECUTE,
        /** A reply or message arrives. */
        DELIVER,
        /** The server gives up waiting for a reply. */
        TIME_OUT,
        /** A message arrives and stays on its way. */
        DOUBLE,
        /** Time passes until the next deadline. */
        TICK,
        /** A load begins. */
        BEGIN,
        /** A load is cancelled. */
        ABANDON,
        /** The player does something that is saved. */
        SAVE,
        /** The player leaves. */
        CLOSE,
        /** The player is sent to the other server. */
        TRANSFER,
        /** The final state that was asked for. */
        FINISH,
        /** A server begins a transaction over both profiles. */
        TRADE,
        /** A server sends a letter, always the same. */
        POST,
        /** The game handles a letter, and saves. */
        HANDLE,
        /** A live server is buried. */
        BURY,
        /** Five seconds pass, in which nothing arrives but heartbeats that are answered at once. */
        LEAP,
        /** An operator changes the record. */
        EDIT,
        /** An operator erases it. */
        ERASE,
        /** A server begins to shut down. */
        STOP,
        /** A server is gone. */
        CRASH,
        /** Another process starts where one stopped or crashed, and replays its journal. */
        RESTART;

        /** Whether {@link Bounds} say how often it may happen in all. */
        boolean isBounded() {
            return switch (this) {
                case EXECUTE, DELIVER, BEGIN, FINISH -> false;
                case TIME_OUT, DOUBLE, TICK, ABANDON, SAVE, CLOSE, TRANSFER, BURY -> true;
                case TRADE, POST, HANDLE -> true;
                case LEAP, EDIT, ERASE, STOP, CRASH, RESTART -> true;
            };
        }
    }
}
