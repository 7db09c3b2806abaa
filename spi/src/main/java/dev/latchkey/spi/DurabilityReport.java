package dev.latchkey.spi;

/** Ability of an engine: saying what an acknowledged save survives, by the settings that its database has now. */
public interface DurabilityReport {
    /** What an acknowledged save survives, and by which settings: a sentence or two for people. */
    Outcome<String> durability();
}
