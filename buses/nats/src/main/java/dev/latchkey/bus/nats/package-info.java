/** A message bus on NATS. */
@NullMarked
package dev.latchkey.bus.nats;

import org.jspecify.annotations.NullMarked;
