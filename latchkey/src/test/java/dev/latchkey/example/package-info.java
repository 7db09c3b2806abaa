/** The README's example. */
@NullMarked
package dev.latchkey.example;

import org.jspecify.annotations.NullMarked;
