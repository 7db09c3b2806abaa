/** The commands. */
@NullMarked
package dev.latchkey.cli.internal.command;

import org.jspecify.annotations.NullMarked;
