/** A storage engine on SQLite. */
@NullMarked
package dev.latchkey.engine.sqlite;

import org.jspecify.annotations.NullMarked;
