package dev.latchkey.minestom;

import dev.latchkey.EndReason;
import net.kyori.adventure.text.Component;

/** What a player reads who cannot come in or cannot stay. Thread-safe; override what is to read differently. */
public interface Texts {
    /** In English. */
    Texts ENGLISH = new Texts() {};

    /** The session ended, and with it the player's stay on this server. */
    default Component ended(EndReason reason) {
        return Component.text(
                switch (reason) {
                    case HANDED_OFF, TRANSFERRED -> "You have joined another server.";
                    case SHUTDOWN -> "The server is shutting down. Your progress is saved.";
                    case CLOSED, STOLEN, ERASED, EDITED, LOST ->
                        "Your data has been taken over elsewhere. Please join again.";
                });
    }

    /** The same player has logged in to this server again. */
    default Component replaced() {
        return Component.text("You have logged in from another place.");
    }

    /** The profile cannot be had, for example because it is still open elsewhere. */
    default Component notLoaded(Throwable why) {
        return Component.text("Your data could not be loaded. Please try again in a moment.");
    }
}
