package dev.latchkey.spi;

import java.time.Instant;

/**
 * When things happened to a record, by the store's clock. For people, never for decisions.
 *
 * @param created first grant or edit
 * @param updated last accepted commit or edit
 * @param session last granted session
 */
public record Dates(Instant created, Instant updated, Instant session) {}
