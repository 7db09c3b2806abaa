package dev.latchkey.cli.internal.copy;

import java.util.List;

/**
 * What one look at all profiles has found.
 *
 * @param changed how many were written
 * @param different those that differ, the first few
 * @param differences how many differ
 */
record Pass(Tally from, Tally to, long changed, List<Different> different, long differences) {}
