/** What the storage engines on SQL servers have in common: the verbs as transactions, on tables in portable SQL. */
@NullMarked
package dev.latchkey.engine.sql;

import org.jspecify.annotations.NullMarked;
