/** The independent check of what the players were told against what the store holds. */
@NullMarked
package dev.latchkey.cli.internal.demo.check;

import org.jspecify.annotations.NullMarked;
