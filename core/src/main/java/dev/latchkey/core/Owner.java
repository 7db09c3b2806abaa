package dev.latchkey.core;

import dev.latchkey.spi.Id;

/**
 * Who owned a session when a load last looked.
 *
 * @param server its id
 * @param name its display name, empty where unknown
 * @param token the session's token
 * @param acknowledged whether it answered a release request of this load
 */
public record Owner(Id server, String name, long token, boolean acknowledged) {}
