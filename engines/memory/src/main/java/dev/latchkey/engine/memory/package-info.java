/** A storage engine in memory. */
@NullMarked
package dev.latchkey.engine.memory;

import org.jspecify.annotations.NullMarked;
