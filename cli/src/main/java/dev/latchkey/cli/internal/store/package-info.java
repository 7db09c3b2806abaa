/** A store as the commands open it, and how answers are shown. */
@NullMarked
package dev.latchkey.cli.internal.store;

import org.jspecify.annotations.NullMarked;
