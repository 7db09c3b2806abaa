/** A storage engine and a bus on PostgreSQL. */
@NullMarked
package dev.latchkey.engine.postgres;

import org.jspecify.annotations.NullMarked;
