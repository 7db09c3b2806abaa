/** Seeds, faults, oracles and planted bugs. */
@NullMarked
package dev.latchkey.simulation;

import org.jspecify.annotations.NullMarked;
