package dev.latchkey.spi;

/** Ability of an engine: saying what an acknowledged save survives, by the settings that its database has now. */
public interface DurabilityReport {
    /** What an acknowledged save survives, and by which settings: a sentence or two for people. */
    Outcome<String> durability();

    /**
     * Whether an acknowledged save survives a loss of power, as far as the database and its settings are concerned; false
     * also where they are not to be known.
     */
    Outcome<Boolean> isDurable();
}
