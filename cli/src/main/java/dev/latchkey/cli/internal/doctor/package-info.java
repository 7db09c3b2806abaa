/** What is wrong with a store, in words. */
@NullMarked
package dev.latchkey.cli.internal.doctor;

import org.jspecify.annotations.NullMarked;
