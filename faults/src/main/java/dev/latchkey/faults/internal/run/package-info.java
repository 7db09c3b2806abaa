/** A run: players, a fault, and the check. */
@NullMarked
package dev.latchkey.faults.internal.run;

import org.jspecify.annotations.NullMarked;
