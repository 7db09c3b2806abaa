/** A network that spoils what passes. */
@NullMarked
package dev.latchkey.faults.internal.proxy;

import org.jspecify.annotations.NullMarked;
