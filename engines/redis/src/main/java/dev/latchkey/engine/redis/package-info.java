/** A storage engine and a message bus on Redis. */
@NullMarked
package dev.latchkey.engine.redis;

import org.jspecify.annotations.NullMarked;
