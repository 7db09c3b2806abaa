/** The public API, and the driver that runs the core. */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;
