package dev.latchkey.simulation;

/**
 * How much may happen in an exploration of one profile.
 *
 * @param servers how many
 * @param loads that begin on each server
 * @param saves in all
 * @param closes in all
 * @param abandons in all
 * @param transfers in all
 * @param timeouts replies given as unknown, of requests that are then executed late or never
 * @param doubles messages that arrive twice
 * @param burials of live servers
 * @param ticks how often time passes until the next deadline
 * @param inFlight requests of one server that are waiting to be executed, late ones too; more are lost
 * @param conflict of all loads
 */
record Bounds(
        String name,
        int servers,
        int loads,
        int saves,
        int closes,
        int abandons,
        int transfers,
        int timeouts,
        int doubles,
        int burials,
        int ticks,
        int inFlight,
        dev.latchkey.core.Conflict conflict) {}
