/** Faults of real databases and networks. */
@NullMarked
package dev.latchkey.faults;

import org.jspecify.annotations.NullMarked;
