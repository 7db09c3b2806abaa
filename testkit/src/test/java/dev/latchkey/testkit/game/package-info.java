/** Games over a {@link dev.latchkey.testkit.TestNetwork}: what the client promises, seen from outside. */
@NullMarked
package dev.latchkey.testkit.game;

import org.jspecify.annotations.NullMarked;
