package dev.latchkey.simulation;

import dev.latchkey.core.Rules;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRules;

/** The decisions under test: those of the protocol, or with a fault planted. */
record Subject(Rules rules, RecordRules records, ServerRules servers) {
    /** What ships. */
    static final Subject SHIPPED = new Subject(Rules.PROTOCOL, new RecordRules(), new ServerRules());
}
