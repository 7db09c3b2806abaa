/** The demonstration: four game servers, a crowd, and what breaks. */
@NullMarked
package dev.latchkey.cli.internal.demo;

import org.jspecify.annotations.NullMarked;
