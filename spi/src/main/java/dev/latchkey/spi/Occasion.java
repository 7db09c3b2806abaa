package dev.latchkey.spi;

/** Why a state of a profile is kept in its history. */
public enum Occasion {
    /** It is what a session began with: what the one before it left. */
    SESSION,
    /** Some time has passed since the last one. */
    PACE,
    /** An older state is put in its place. */
    RESTORE,
    /** Somebody edits it from outside the game. */
    EDIT
}
