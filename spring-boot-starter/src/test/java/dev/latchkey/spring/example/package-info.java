/** An application as users write it. */
@NullMarked
package dev.latchkey.spring.example;

import org.jspecify.annotations.NullMarked;
