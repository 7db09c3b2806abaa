/** The lines between the demonstration and its game servers. */
@NullMarked
package dev.latchkey.cli.internal.demo.wire;

import org.jspecify.annotations.NullMarked;
