/** Metrics through Micrometer. */
@NullMarked
package dev.latchkey.micrometer;

import org.jspecify.annotations.NullMarked;
