/** What a plug-in sees: values, StorageEngine, MessageBus. */
@NullMarked
package dev.latchkey.spi;

import org.jspecify.annotations.NullMarked;
