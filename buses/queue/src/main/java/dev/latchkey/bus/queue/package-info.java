/** What message buses have in common: bounded queues, and whoever hands messages to listeners. */
@NullMarked
package dev.latchkey.bus.queue;

import org.jspecify.annotations.NullMarked;
