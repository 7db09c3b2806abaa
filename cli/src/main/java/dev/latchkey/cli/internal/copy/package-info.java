/** Moving a whole store to another one. */
@NullMarked
package dev.latchkey.cli.internal.copy;

import org.jspecify.annotations.NullMarked;
