package dev.latchkey;

/**
 * A session is over.
 *
 * @param fate what became of its newest state
 * @param orphanedBytes size of the payload that was orphaned, 0 for none
 * @param by display name of who took it, empty where unknown
 */
public record Ended(EndReason reason, Fate fate, int orphanedBytes, String by) {}
