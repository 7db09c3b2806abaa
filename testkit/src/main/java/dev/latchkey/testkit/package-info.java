/** Contracts for engines and buses, manual time, faulty engine. */
@NullMarked
package dev.latchkey.testkit;

import org.jspecify.annotations.NullMarked;
