/** The driver: runs the core on threads, and what the public interfaces are made of. */
@NullMarked
package dev.latchkey.internal;

import org.jspecify.annotations.NullMarked;
