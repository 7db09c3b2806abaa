/** Measurements on databases. */
@NullMarked
package dev.latchkey.bench.engines;

import org.jspecify.annotations.NullMarked;
