package dev.latchkey.faults.internal.proxy;

import java.time.Duration;

/** What a proxy does to all its connections, until it is told otherwise. */
public sealed interface Weather {
    /** Nothing: bytes pass. */
    record Clear() implements Weather {}

    /** Whatever is read waits before it is passed on. */
    record Slow(Duration by) implements Weather {}

    /**
     * What goes one of these ways is read and thrown away; connections stay open, and new ones are taken. Both: a black
     * hole. Replies only: requests take effect, and nobody hears. A connection that has lost bytes so is cut when the
     * weather turns: its rest makes no sense.
     */
    record Lossy(boolean requests, boolean replies) implements Weather {
        boolean loses(Direction way) {
            return switch (way) {
                case REQUEST -> requests;
                case REPLY -> replies;
            };
        }
    }

    /** Present connections are cut, new ones at once. */
    record Closed() implements Weather {}
}
