/** Real database servers, each a process of its own. */
@NullMarked
package dev.latchkey.faults.internal.server;

import org.jspecify.annotations.NullMarked;
