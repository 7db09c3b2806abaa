/** A storage engine on any transactional table. */
@NullMarked
package dev.latchkey.engine.table;

import org.jspecify.annotations.NullMarked;
