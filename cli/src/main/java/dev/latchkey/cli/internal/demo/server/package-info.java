/** One game server of the demonstration. */
@NullMarked
package dev.latchkey.cli.internal.demo.server;

import org.jspecify.annotations.NullMarked;
