/** Message buses within a process and within a machine. */
@NullMarked
package dev.latchkey.bus.local;

import org.jspecify.annotations.NullMarked;
