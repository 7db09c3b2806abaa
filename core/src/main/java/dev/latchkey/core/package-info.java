/** The protocol as a pure state machine. */
@NullMarked
package dev.latchkey.core;

import org.jspecify.annotations.NullMarked;
