/** A small game: players pick up items, carry them from server to server and drop them. */
@NullMarked
package dev.latchkey.minestom.example;

import org.jspecify.annotations.NullMarked;
