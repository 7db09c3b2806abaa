/** Players' profiles on Minestom servers: loaded before they spawn, saved when they leave. */
@NullMarked
package dev.latchkey.minestom;

import org.jspecify.annotations.NullMarked;
