/** Tests of the starter. */
@NullMarked
package dev.latchkey.spring;

import org.jspecify.annotations.NullMarked;
